"""What a page states of itself: meta elements, tables of 政府信息公开, the line under the title."""

import pytest

from pipeline.read.formats.html import read
from pipeline.read.formats.model import Hints

LONG = "<p>现在我代表区人民政府向大会作政府工作报告，请予审议。发布日期：1999年的事项已经办结，来源：各部门。</p>" * 3


def stated(before: str = "", head: str = "", inside: str = "") -> dict[str, str]:
    page = f"<html><head>{head}</head><body><div>{before}</div><div id='zoom'>{inside}{LONG}</div></body></html>"
    return dict(read(page.encode(), Hints()).stated)


def test_the_meta_elements_of_the_national_standard_are_read() -> None:
    head = """<meta name="SiteName" content="某某区政府"><meta name="ArticleTitle" content="关于印发方案的通知">
    <META NAME="PubDate" CONTENT="2023-01-20 10:30"><meta name="ContentSource" content="区府办">"""
    assert stated(head=head) == {"标题": "关于印发方案的通知", "发布日期": "2023-01-20 10:30", "来源": "区府办"}


def test_the_standards_name_wins_over_others_and_the_meta_over_the_visible() -> None:
    head = "<meta property='og:title' content='别的标题'><meta name='ArticleTitle' content='关于印发方案的通知'>"
    assert stated("<table><tr><td>标题：</td><td>可见标题</td></tr></table>", head)["标题"] == "关于印发方案的通知"


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (
            "<table><tr><td>索 引 号：</td><td>0001/2023-1</td><td>文　　号：</td><td>某府发〔2023〕1号</td></tr>"
            "<tr><td>成文日期：</td><td>2023年01月16日</td><td>主题分类：</td><td>综合政务</td></tr></table>",
            {
                "文号": "某府发〔2023〕1号",
                "成文日期": "2023年01月16日",
                "索引号": "0001/2023-1",
                "主题分类": "综合政务",
            },
        ),
        (
            "<table><tr><th>索引号</th><td>AB-1</td><th>发布机构</th><td>区财政局</td></tr><tr><th>发文日期</th><td>2023/1/2</td></tr></table>",
            {"发布机构": "区财政局", "成文日期": "2023/1/2", "索引号": "AB-1"},
        ),
        (
            "<ul><li><span>发文机关</span>：区政府</li><li><b>成文日期：</b><em>二〇二三年一月五日</em></li></ul>",
            {"发布机构": "区政府", "成文日期": "二〇二三年一月五日"},
        ),
        (
            "<p>发布日期：2023-01-05 10:20 &nbsp; 来源：区府办 浏览次数：123 字体：[大 中 小]</p>",
            {"发布日期": "2023-01-05 10:20", "来源": "区府办"},
        ),
        (
            "<div>2023-01-05 10:20:33　来源：新华社　作者：张三</div>",
            {"发布日期": "2023-01-05 10:20:33", "来源": "新华社"},
        ),
        ("<p>【发布时间：2023-03-04】【信息来源：办公厅】</p>", {"发布日期": "2023-03-04", "来源": "办公厅"}),
        (
            "<dl><dt>文 号</dt><dd>无</dd><dt>发布日期：</dt><dd></dd><dt>来源：</dt><dd>办公室</dd></dl>",
            {"来源": "办公室"},
        ),
        ("<p>时间：2023-01-05</p>", {"发布日期": "2023-01-05"}),
        ("<time datetime='2023-01-20'>一月前</time>", {"发布日期": "2023-01-20"}),
        ("<ul><li><a>发布会日期已定</a> 2023-01-05</li></ul>", {}),
    ],
)
def test_visible_heads_in_their_forms(before: str, expected: dict[str, str]) -> None:
    assert stated(before) == expected


def test_labels_in_the_sentences_of_the_document_state_nothing() -> None:
    assert stated() == {}


def test_a_head_inside_of_the_container_is_taken_once_and_is_no_text() -> None:
    fields = {"索引号": "0001", "文号": "某府〔2023〕1号", "标题": "关于方案的通知"}
    rows = "".join(f"<tr><td>{label}：</td><td>{value}</td></tr>" for label, value in fields.items())
    page = f"<html><body><div id='zoom'><table>{rows}</table>{LONG}</div></body></html>"
    made = read(page.encode(), Hints())
    assert made.stated["文号"] == "某府〔2023〕1号"
    assert "索引号" not in made.text and "0001" not in made.text


def test_a_line_that_counts_readers_is_no_text_though_it_stands_in_the_container() -> None:
    line = (
        "<p>发布时间：2023-01-20&nbsp; 来源：区府办&nbsp; 浏览次数：<span>12</span> 【字体：<a>大</a> <a>小</a>】</p>"
    )
    made = read(
        f"<html><body><div id='zoom'>{line}{LONG}<p>名称：绿地 来源：市政府</p></div></body></html>".encode(), Hints()
    )
    assert (
        dict(made.stated) == {"发布日期": "2023-01-20", "来源": "区府办", "标题": "绿地"} or "标题" not in made.stated
    )
    assert made.text.startswith("现在我代表") and made.text.endswith("名称：绿地 来源：市政府\n")


def test_a_table_with_columns_of_such_names_is_text() -> None:
    rows = "<tr><td>名称</td><td>来源</td><td>日期</td></tr><tr><td>绿地</td><td>园林局</td><td>2023年</td></tr>"
    made = read(f"<html><body><div id='zoom'>{LONG}<table>{rows}</table></div></body></html>".encode(), Hints())
    assert "| 绿地 | 园林局 | 2023年 |" in made.text
    assert not made.stated


@pytest.mark.parametrize(
    ("window", "heading", "title"),
    [
        ("关于印发方案的通知_规划计划_某某区人民政府", "", "关于印发方案的通知"),
        ("2023年政府工作报告 - 上海 - 公文论坛 - Powered by Discuz!", "", "2023年政府工作报告"),
        ("2021-2025年发展规划-某某区人民政府门户网站", "", "2021-2025年发展规划"),
        ("某某区人民政府门户网站", "<h1>某某区人民政府</h1>", None),
        ("某某区人民政府", "<h1>关于印发方案的通知</h1>", None),
        ("", "<h1>关于印发方案的通知</h1>", "关于印发方案的通知"),
        ("某某区2023年气候概况_某某网", "<div>某某区2023年气候概况</div>", "某某区2023年气候概况"),
        ("栏目内容页面_某某网", "", None),
        ("关于" * 200, "", None),
    ],
)
def test_titles_without_the_names_of_sites(window: str, heading: str, title: str | None) -> None:
    assert stated(heading, f"<title>{window}</title>").get("标题") == title


def test_front_matter_holds_what_is_stated() -> None:
    head = "<head><meta name='ArticleTitle' content='关于印发方案的通知'></head>"
    page = f"<html>{head}<body><div id='zoom'>{LONG}</div></body></html>"
    assert read(page.encode(), Hints()).with_front_matter().startswith("---\n标题: 关于印发方案的通知\n---\n现在我代表")


def test_fields_that_a_template_marks_by_comments_are_read() -> None:
    marked = "<!--<$[信息标题]>begin--><b>某市养老服务实施方案</b><!--<$[信息标题]>end-->"
    marked += "<!--<$[信息日期]>begin-->2010-12-15<!--<$[信息日期]>end-->"
    head = "<title>某市人民政府门户网站 信息公开 养老服务</title>"
    assert stated(marked, head) == {"标题": "某市养老服务实施方案", "发布日期": "2010-12-15"}
    assert stated("<!--<$[信息标题]>begin-->" * 3, head) == {}


@pytest.mark.parametrize(
    "window",
    [
        "某市养老服务实施方案--规划计划",
        "某市人民政府门户网站 信息公开 某市养老服务实施方案",
        "某市人民政府-某市养老服务实施方案",
    ],
)
def test_the_part_of_the_windows_title_that_stands_on_the_page_is_the_title(window: str) -> None:
    head = f"<title>{window}</title>"
    assert stated("<div>某市养老服务实施方案</div>", head)["标题"] == "某市养老服务实施方案"


def test_a_source_right_behind_the_document_is_read_and_other_labels_there_are_not() -> None:
    behind = "<p>（编辑：张三）</p><p>信息来源：市民政局</p><p>发布日期：2020-01-02</p>"
    page = f"<html><body><div id='zoom'>{LONG}</div>{behind}</body></html>"
    assert dict(read(page.encode(), Hints()).stated) == {"来源": "市民政局"}


def test_an_element_of_the_templates_own_holds_the_document() -> None:
    page = f"<body><div>某站<p>通知。公告。</p></div><UCAPCONTENT>{LONG}</UCAPCONTENT><div>友情链接</div></body>"
    text = read(page.encode(), Hints()).text
    assert text.startswith("现在我代表") and "链接" not in text and "通知" not in text
