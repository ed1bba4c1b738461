"""Documents named in a text."""

import pytest

from pipeline.extract.citations import find_citations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("实施《健康上海行动》。", [("健康上海行动", None)]),
        ("根据《方案》(沪府发〔2020〕5号)要求", [("方案", "沪府发〔2020〕5号")]),
        ("根据《方案》沪府发[2020]05号要求", [("方案", "沪府发〔2020〕5号")]),
        ("实施《贯彻落实<健康行动(2019-2030年)>实施方案》", [("贯彻落实<健康行动(2019-2030年)>实施方案", None)]),
        ("关于印发《贯彻落实《意见》的方案》的通知", [("贯彻落实《意见》的方案", None)]),
        ("《条例》、《规定》", [("条例", None), ("规定", None)]),
        ("《条例\n《规定》", [("规定", None)]),
        ("没有引用》《", []),
    ],
)
def test_citations(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(c.title, c.document_number) for c in find_citations(text)] == expected


def test_span_covers_title_and_number() -> None:
    text = "根据《方案》（沪府发〔2020〕5号）要求"
    (citation,) = find_citations(text)
    assert text[citation.start : citation.end] == "《方案》（沪府发〔2020〕5号）"


def test_marks_never_closed_are_read_in_linear_time() -> None:
    assert find_citations("《" * 200_000) == []
