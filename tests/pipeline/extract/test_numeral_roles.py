"""What each numeral of a text does: the ledger is complete, and only measuring numbers become figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.figures import find_figures
from pipeline.structure.model import Period, Section, Sentence, Structure
from pipeline.tables.codes import NUMERAL_ROLE


def roles(text: str) -> list[tuple[str, str]]:
    _, numerals = find_figures(whole(text))
    return [(text[n.start : n.end], n.role) for n in numerals]


def whole(text: str) -> Structure:
    section = Section(None, 1, None, None, "body", Period(), 0, len(text))
    return Structure(text, (section,), (Sentence(0, len(text), 0, 0, "body"),), Period())


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("万元生产总值能耗下降", "idiom"),
        ("干出一番事业", "idiom"),
        ("到2025年基本建成", "period"),
        ("二〇三五年远景目标", "period"),
        ("上世纪90年代以来", "period"),
        ("自2021-02-26起", "date"),
        ("国发〔2021〕", "document_number"),
        ("第六次会议", "ordinal"),
        ("二期工程开工", "ordinal"),
        ("建设5G网络", "name"),
        ("细颗粒物PM2.5浓度", "name"),
        ("拨打12345热线", "name"),
        ("世界500强企业", "name"),
        ("开通18号线", "name"),
        ("“1+8+N”格局", "name"),
        ("建设“15分钟生活圈”", "name"),
        ("落实八项规定精神", "name"),
        ("完成《十二条措施》", "name"),
        ("190街坊项目", "address"),
        ("五年来", "duration"),
        ("为期10个月", "duration"),
        ("60岁以上老人", "age"),
        ("重点做好以下六方面工作", "announcement"),
        ("打造两大平台", "announcement"),
        ("进一步加强", "idiom"),
        ("出台一批政策", "idiom"),
        ("千方百计", "idiom"),
        ("重大工程[12]建设", "list_mark"),
        ("比例为2.5:1", "other"),
    ],
)
def test_a_numeral_that_measures_nothing(text: str, role: str) -> None:
    assert {found for _, found in roles(text)} == {role}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("征收5354街坊", "5354"),
        ("推进B1-2138街坊C1-15个地块绿地", "15"),
        ("粮食产量184。3万吨", "184"),
        ("杨府办20213", "20213"),
    ],
)
def test_a_damaged_number_is_no_figure(text: str, number: str) -> None:
    assert (number, "damaged") in roles(text)
    assert "figure" not in dict(roles(text)).values()


def test_a_number_no_rule_explains_says_so() -> None:
    assert roles("开通南伞721隘口") == [("721", "unknown")]


@given(st.text(alphabet="一二三百万亿第年月日个家项元%‰.-、，。：“”《》()A至到超近以上增长0123456789", max_size=80))
def test_every_numeral_has_a_role_and_figures_lie_in_their_sentence(text: str) -> None:
    figures, numerals = find_figures(whole(text))
    assert all(n.role in NUMERAL_ROLE.values for n in numerals)
    assert all((n.role == "figure") == (n.figure is not None) for n in numerals)
    assert {n.figure for n in numerals} - {None} == set(range(len(figures)))
    assert all(0 <= f.start < f.end <= len(text) for f in figures)


@pytest.mark.parametrize("unit", ["1234\n", "增长5%", "1、", "分别增长5%、6%，", "（1", "“1", "三家", "分之三"])
def test_a_long_text_without_full_stops_is_read_to_its_end(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    _, numerals = find_figures(whole(text))
    assert numerals[-1].end > len(text) - 2 * len(unit)
