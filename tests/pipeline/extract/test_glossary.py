"""Explained terms, in every layout."""

import pytest

from pipeline.extract.glossary import find_glossary
from pipeline.structure.document import structure_document

REPORT = "政府工作报告\n一、工作回顾\n推进建设。\n名词解释\n"


def glossary(body: str) -> list[tuple[str, str]]:
    structure = structure_document(REPORT + body)
    return [(g.term, structure.text[g.start : g.end]) for g in find_glossary(structure)]


@pytest.mark.parametrize(
    "body",
    [
        "1、科创护照\n由各区联合发行的护照。\n2、班长工程\n以书记队伍建设为重点的工程。\n",
        "1.科创护照：由各区联合发行的护照。\n2.班长工程：以书记队伍建设为重点的工程。\n",
        "[1]科创护照:由各区联合发行的护照。\n[2]班长工程:以书记队伍建设为重点的工程。\n",
        "**科创护照：**由各区联合发行的护照。\n**班长工程：**以书记队伍建设为重点的工程。\n",
        "①科创护照：由各区联合发行的护照。\n②班长工程：以书记队伍建设为重点的工程。\n",
        "科创护照】由各区联合发行的护照。\n班长工程】以书记队伍建设为重点的工程。\n",
        "科创护照　由各区联合发行的护照。\n班长工程　以书记队伍建设为重点的工程。\n",
        "科创护照（P3）：由各区联合发行的护照。\n班长工程（P12）：以书记队伍建设为重点的工程。\n",
    ],
)
def test_layouts(body: str) -> None:
    assert glossary(body) == [("科创护照", "由各区联合发行的护照。"), ("班长工程", "以书记队伍建设为重点的工程。")]


def test_a_definition_of_several_paragraphs() -> None:
    assert glossary("1、无废城市\n以新发展理念为引领。\n持续推进减量。\n") == [
        ("无废城市", "以新发展理念为引领。\n持续推进减量。")
    ]


def test_a_note_under_the_heading_is_no_term() -> None:
    assert glossary("(以报告中出现先后为序)\n1、科创护照\n由各区联合发行的护照。\n")[0][0] == "科创护照"


def test_no_glossary() -> None:
    assert find_glossary(structure_document("一、工作回顾\n科创护照：推进建设。\n")) == []
