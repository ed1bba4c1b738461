"""Link density: menus and lists of other pages go, a link inside a sentence stays as its text."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean import lexicon, sorts
from pipeline.clean.links import links
from pipeline.clean.stage import clean_text
from pipeline.text import TracedText, replay
from tests.growth import grows_linearly

TITLE = "某某区2024年政府工作报告"
BODY = "现在，我代表区人民政府，向大会作政府工作报告，请予审议。"


def text_of(raw: str) -> str:
    return clean_text(raw).traced.text


def test_a_page_in_markdown_keeps_its_document() -> None:
    raw = f"""[](javascript:void(0))
[![徽标](http://www.example.cn/logo.png)](http://www.example.cn/)
*   [首页](http://www.example.cn/)
*   [[2021]12号通知](http://www.example.cn/n(1).html "通知")
    *   [某某要闻](/yw/ "要闻") 99
[首页](/) > [公开](../../) > [政府工作报告](./)
# {TITLE}
来源：[区政府办公室](http://www.example.cn/b) 时间：2024-01-02
{BODY}
按照[《某某规划纲要》](http://www.example.cn/g.html)要求，推进[改革](h.html)。
[打印](javascript:window.print()) [关闭](#)
上一篇：[某某区召开会议](t1.html)
#### 为您推荐
*   [某某区部署“安全”工作！](t2.html) 2024-01-02
2024-01-03
[关于本区](/a.html) | [站点帮助](/b.html)
"""
    assert text_of(raw) == (
        f"# {TITLE}\n来源：区政府办公室 时间：2024-01-02\n{BODY}\n按照《某某规划纲要》要求，推进改革。"
    )


def test_a_page_in_one_line_of_html_keeps_its_document() -> None:
    raw = (
        '<div><a href="/">首页</a>|<a href="/x" class="b">区情</a></div><ul><li><a href=\'/1\'>领导</a></li></ul>'
        f'<h1>{TITLE}</h1><p>{BODY}</p><p>见<a href="t.htm">《某某条例》</a>规定。<a name="end"></a></p>'
        '<ul><li><a href="p.html">某某区召开会议</a><span>[2024-02-01]</span></li></ul>'
    )
    assert [line for line in text_of(raw).split("\n") if line] == [TITLE, BODY, "见《某某条例》规定。"]


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("附件：[1.任务分工表](http://www.example.cn/P1)", "附件：1.任务分工表"),
        ("[任务分工表.docx](http://www.example.cn/P1)", "任务分工表.docx"),
        ("附件：\n[任务分工表](P1.jsp)\n[名词解释](P2.jsp)", "附件：\n任务分工表\n名词解释"),
        ("[一、总体要求](http://www.example.cn/1)", "一、总体要求"),
        ("电子邮箱：[qzf@example.cn](mailto:qzf@example.cn)", "电子邮箱：qzf@example.cn"),
        ("网址：http://www.example.cn", "网址：http://www.example.cn"),
        ("|1|[某某办法](b.html)|2020年|", "|1|某某办法|2020年|"),
        ("责任单位：[区商务委](s)、[区财政局](c)", "责任单位：[区商务委](s)、[区财政局](c)"),
        ("[2021](12)号", "[2021](12)号"),
    ],
)
def test_what_belongs_to_the_document_stays_at_its_end(line: str, kept: str) -> None:
    text = f"{TITLE}\n{BODY}\n{line}"
    assert TracedText(text).edit(links(text)).text == f"{TITLE}\n{BODY}\n{kept}"


def test_inside_the_body_only_a_block_of_links_goes() -> None:
    few = "\n".join(f"[某某开发区{i}](k{i}.html)" for i in "一二三")
    many = "\n".join(f"[某某区召开第{i}次会议](h{i}.html)" for i in "一二三四五")
    made = text_of(f"{TITLE}\n{BODY}\n{few}\n{BODY}\n{many}\n{BODY}")
    assert made == f"{TITLE}\n{BODY}\n某某开发区一\n某某开发区二\n某某开发区三\n{BODY}\n{BODY}"


def test_a_linked_title_stays_where_no_other_stands() -> None:
    menu = "[首页](/) | [某某公开](/g)\n[某某通知](/t)\n"
    assert text_of(f"{menu}[{TITLE}](http://www.example.cn/b.html)\n{BODY}") == f"{TITLE}\n{BODY}"
    assert text_of(f"{menu}[{TITLE}](http://www.example.cn/b.html)\n{TITLE}\n{BODY}") == f"{TITLE}\n{BODY}"


@pytest.mark.parametrize(
    "menu",
    [
        "首页 | 政务公开 | 魅力某某",
        "首页 政务公开 政务服务 互动交流 走进某某",
        "首页 > 政务公开 > 规划计划",
        "http://www.example.cn/",
        "您现在所在的位置：首页 > 公开 > 政府工作报告",
    ],
)
def test_menus_without_links_go_outside_the_body(menu: str) -> None:
    assert text_of(f"{menu}\n{TITLE}\n{BODY}\n{menu}") == f"{TITLE}\n{BODY}"


@pytest.mark.parametrize("table", ["指标 | 单位 | 2020年", "公共服务 社会治理 应急管理", "沈山州 王小明 李丽"])
def test_rows_of_a_table_are_no_menus(table: str) -> None:
    assert text_of(f"{TITLE}\n{BODY}\n{table}") == f"{TITLE}\n{BODY}\n{table}"


def test_each_removal_is_on_record_with_its_rule() -> None:
    made = clean_text(f"[首页](/)\n{BODY}见[公报](g.html)。").traced
    assert [(c.rule, c.kind) for c in made.changes] == [("link_density", "boilerplate"), *[("link", "boilerplate")] * 2]


@pytest.fixture
def own_line(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A line that only the data file knows."""
    read = lexicon._file
    extended = {**read("furniture"), "own_lines": {"source": "test", "terms": ["(?:魅力|活力)某某[!！]?"]}}
    monkeypatch.setattr(lexicon, "_file", lambda name: extended if name == "furniture" else read(name))
    cached = (lexicon.terms, sorts._whole_line)
    for function in cached:
        function.cache_clear()
    yield "活力某某！"
    monkeypatch.undo()
    for function in cached:
        function.cache_clear()


def test_a_line_of_ones_own_needs_an_entry_in_the_data_file_only(own_line: str) -> None:
    assert text_of(f"{own_line}\n{TITLE}\n{BODY}\n{own_line}") == f"{TITLE}\n{BODY}"


LINKS = ("[", "](", "]()", ")", "![", "[某某](a.html)", '<a href="x">', "</a>", "<a>", "http://a.cn/b", "www.")
PIECES = (*LINKS, "\n", "|", "附件：", "2024-01-02", "首页", BODY, f"\n{TITLE}\n")


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
@settings(max_examples=150, deadline=None)
def test_edits_never_overlap_and_only_remove(text: str) -> None:
    traced = TracedText(text).edit(links(text))
    assert replay(traced.base, traced.changes) == traced.text
    assert not any(change.after for change in traced.changes)


SIZE = 40_000


@pytest.mark.parametrize(
    "unit",
    ["[", "[a](http:", "[](", "![](", "[a](b.html)\n", "<a href=", '<a href="x">', "www.", "www.a ", "首页 | ", "首页 ",
     "[a](http://a)", "a](", "(a.b", "]("],
)  # fmt: skip
def test_time_stays_linear(unit: str) -> None:
    assert grows_linearly(links, unit * (SIZE // len(unit)), unit * (8 * SIZE // len(unit)), 8)
