"""Whatever the text, what is extracted lies inside it and inside its sentence."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.citations import find_citations
from pipeline.extract.glossary import find_glossary
from pipeline.extract.measures import find_measures
from pipeline.structure.document import structure_document
from pipeline.structure.metadata import read_metadata

PIECES = [
    *(
        "责任单位：",
        "牵头",
        "区教育局",
        "各街道",
        "配合",
        "、",
        "，",
        "。",
        "；",
        "（",
        "）",
        "：",
        " ",
        "\n",
        "|",
        "**",
    ),
    *("一、", "1.", "一是", "第一条 ", "推进建设", "完成", "是指", "名词解释\n", "目录\n", "2023年", "6月底前"),
    *("《方案》", "《", "》", "沪府发〔2020〕5号"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_spans(text: str) -> None:
    structure = structure_document(text)
    for measure in find_measures(structure):
        sentence = structure.sentences[measure.sentence]
        assert measure.action is not None and measure.action in text[sentence.start : sentence.end]
        assert all(0 <= unit.start < unit.end <= len(text) for unit in measure.units)
    for citation in find_citations(text):
        assert text[citation.start] == "《" and citation.title in text[citation.start : citation.end]
    for entry in find_glossary(structure):
        assert entry.term and 0 <= entry.start < entry.end <= len(text)
    read_metadata(text, structure, "", {})
