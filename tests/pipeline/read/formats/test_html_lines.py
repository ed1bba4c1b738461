"""How the elements of a page become lines."""

import pytest

from pipeline.read.formats.html import read
from pipeline.read.formats.model import Hints

LONG = (
    "<p>我们坚持以人民为中心的发展思想，着力保障和改善民生，新增就业岗位三万个，完成旧区改造一百二十万平方米。</p>" * 2
)
PLAIN = "我们坚持以人民为中心的发展思想，着力保障和改善民生，新增就业岗位三万个，完成旧区改造一百二十万平方米。"


def text_of(body: str) -> str:
    """The text of a page whose container holds `body` after some paragraphs."""
    made = read(f"<html><body><div id='zoom'>{LONG}{body}</div></body></html>".encode(), Hints()).text
    start = f"{PLAIN}\n\n{PLAIN}\n"
    assert made.startswith(start)
    return made[len(start) :].strip("\n")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>甲</p><p>乙</p>", "甲\n\n乙"),
        ("<p>甲<br>乙</p>", "甲\n乙"),
        ("<p>甲<br><br>乙</p>", "甲\n乙"),
        ("<div>甲<div>乙</div>丙</div>", "甲\n\n乙\n\n丙"),
        ("<p>推进\n   发展，GDP\n增长</p>", "推进发展，GDP 增长"),
        ("<p>　　甲&nbsp;&nbsp;&nbsp;乙　</p>", "甲 乙"),
        ("<pre>甲\n乙\n\n丙</pre>", "甲\n乙\n丙"),
        ("<p>见<a href='x'>办法</a>。<img src=1.gif alt='图'></p>", "见办法。"),
        ("<h1>第一章 总则</h1><h3>第一节</h3>", "# 第一章 总则\n\n### 第一节"),
        (f"<h2>{'长' * 90}</h2>", "长" * 90),
        ("<p><ruby>埗<rp>(</rp><rt>bù</rt></ruby>头</p>", "埗头"),
    ],
)
def test_blocks_and_breaks(body: str, text: str) -> None:
    assert text_of(body) == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p><b>（一）创新驱动</b></p>", "**（一）创新驱动**"),
        ("<p><strong>深化改革。</strong>推进放管服。</p>", "**深化改革。**推进放管服。"),
        ("<p><span style='font-weight:700'>深化改革</span>：推进放管服。</p>", "**深化改革**：推进放管服。"),
        ("<p><b>增长6.5%</b>左右，增速<b>第一</b>。</p>", "增长6.5%左右，增速第一。"),
        ("<p>增长<b>6.5%</b>。</p>", "增长6.5%。"),
        ("<p><b><span style='font-weight:normal'>不粗。</span></b>正文。</p>", "不粗。正文。"),
        (f"<p><b>{'长' * 70}</b></p>", "长" * 70),
        ("<h2><b>第一章</b></h2>", "## 第一章"),
    ],
)
def test_bold_type_is_kept_where_it_opens_a_line_as_a_heading(body: str, text: str) -> None:
    assert text_of(body) == text


def test_bold_type_of_a_whole_page_says_nothing() -> None:
    made = read(f"<html><body><div id='zoom'><b>{LONG}<p>二、目标</p></b></div></body></html>".encode(), Hints()).text
    assert "*" not in made


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<ol><li>甲</li><li>乙</li></ol>", "1. 甲\n\n2. 乙"),
        ("<ol start=3><li>甲</li><li value=7>乙</li><li>丙</li></ol>", "3. 甲\n\n7. 乙\n\n8. 丙"),
        ("<ol type=a><li>甲</li></ol><ol type=I><li>乙</li></ol>", "a. 甲\n\nI. 乙"),
        ("<ol style='list-style-type:cjk-ideographic' start=11><li>甲</li></ol>", "十一、甲"),
        ("<ol style='list-style:none'><li>甲</li></ol>", "甲"),
        ("<ol><li>1.自带</li><li>（二）自带</li></ol>", "1.自带\n\n（二）自带"),
        ("<ol><li><p>甲</p><p>续</p></li><li>乙<ol><li>内</li></ol></li></ol>", "1. 甲\n\n续\n\n2. 乙\n\n1. 内"),
        ("<ol><li><b>甲。</b>乙</li></ol>", "**1. 甲。**乙"),
        ("<ul><li>甲</li><li>乙</li></ul>", "甲\n\n乙"),
        ("<ol start='99999999999999'><li>甲</li></ol>", "1. 甲"),
    ],
)
def test_numbers_that_a_browser_draws_are_written(body: str, text: str) -> None:
    assert text_of(body) == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>15万m<sup>2</sup>，10<sup>-4</sup></p>", "15万m²，10⁻⁴"),
        ("<p>PM<sub>2.5</sub>和CO<sub>2</sub></p>", "PM2.5和CO2"),
        ("<p>两旧<sup>①</sup>改造</p>", "两旧①改造"),
        ("<p>报告<sup><a href='#1'>[12]</a></sup>。</p>", "报告。"),
    ],
)
def test_raised_and_lowered_letters(body: str, text: str) -> None:
    assert text_of(body) == text


def test_a_table_of_data_becomes_a_pipe_table_with_spans_filled() -> None:
    table = """<table><caption>专栏1 指标</caption>
    <tr><th rowspan=2>类别</th><th rowspan=2>指标</th><th colspan=2>目标</th></tr>
    <tr><th>2020年</th><th>2025年</th></tr>
    <tr><td rowspan=2>经济</td><td>生产总值<br>（亿元）</td><td>1200</td><td>1700</td></tr>
    <tr><td>研发|投入</td><td>4.0</td></tr>
    <tr><td colspan=4>注：累计数。</td></tr></table>"""
    assert text_of(table).split("\n") == [
        "专栏1 指标",
        "",
        "| 类别 | 指标 | 目标 | 目标 |",
        "| --- | --- | --- | --- |",
        "| 类别 | 指标 | 2020年 | 2025年 |",
        "| 经济 | 生产总值 （亿元） | 1200 | 1700 |",
        r"| 经济 | 研发\|投入 | 4.0 |  |",
        "",
        "注：累计数。",
    ]


def test_long_words_of_a_spanning_cell_stand_once() -> None:
    words = "推进老旧小区改造一百万平方米，同步加装电梯二百台，完善无障碍设施和社区服务。"
    rows = f"<tr><td>任务</td><td>单位</td></tr><tr><td rowspan=2>{words}</td><td>甲局</td></tr><tr><td>乙局</td></tr>"
    assert text_of(f"<table>{rows}</table>").count(words) == 1


def test_a_number_that_spans_columns_is_one_number() -> None:
    rows = "<tr><td>内容</td><td colspan=3>2022年数量</td></tr><tr><td>行政许可</td><td colspan=3>5023</td></tr>"
    assert text_of(f"<table>{rows}</table>").split("\n")[::2] == [
        "| 内容 | 2022年数量 | 2022年数量 | 2022年数量 |",
        "| 行政许可 | 5023 |  |  |",
    ]


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><td><p>甲</p><p>乙</p></td></tr></table>",
        "<table><tr><td>甲</td></tr><tr><td>乙</td></tr></table>",
        "<table><tr><td>甲</td><td>乙</td></tr></table>",
        "<table><tr><td>甲</td></tr><tr><td><table><tr><td>乙</td></tr></table></td></tr></table>",
    ],
)
def test_a_table_that_only_lays_out_is_text(table: str) -> None:
    assert text_of(table) == "甲\n\n乙"


def test_a_table_of_data_inside_of_a_layout_stays_a_table() -> None:
    inner = "<table><tr><td>指标</td><td>值</td></tr><tr><td>绿地</td><td>15</td></tr></table>"
    made = text_of(f"<table><tr><td>导语</td><td>{inner}</td></tr><tr><td>后</td><td>文</td></tr></table>")
    assert made == "导语\n\n| 指标 | 值 |\n| --- | --- |\n| 绿地 | 15 |\n\n后\n\n文"


@pytest.mark.parametrize(
    "hidden",
    [
        "<span style='color:red; display : none'>{}</span>",
        "<p style='visibility:hidden'>{}</p>",
        "<span style='font-size:0px'>{}</span>",
        "<div hidden>{}</div>",
        "<i aria-hidden='true'>{}</i>",
        "<font class='jammer'>{}</font>",
        "<style>.zz9{{display:none}}</style><b class='a zz9'>{}</b>",
        "<script>document.write('{}')</script>",
        "<!-- {} -->",
        "<textarea>{}</textarea>",
        "<noscript>{}</noscript>",
    ],
)
def test_what_no_reader_sees_is_left_out(hidden: str) -> None:
    assert text_of(f"<p>深化{hidden.format('k7 Qz密')}改革</p>").replace("\n\n", "") == "深化改革"


def test_a_style_that_only_names_small_type_hides_nothing() -> None:
    assert text_of("<p style='font-size:0.9em;opacity:0.8'>小字说明</p>") == "小字说明"
