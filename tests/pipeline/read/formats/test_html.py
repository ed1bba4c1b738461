"""Whole pages: the document's text comes out, the page around it does not, and pages without a document are refused."""

from collections.abc import Callable, Sequence

import pytest

from pipeline.read.formats.html import read
from pipeline.read.formats.model import Hints, RefusedError, Rendition
from tests.pipeline.read.formats.html_pages import PARAGRAPHS, TEMPLATES, TITLE, gov_cn, unknown_names

LONG = (
    "<p>全区生产总值完成1250.6亿元，增长6.5%左右；一般公共预算收入增长5%以上，居民收入稳步提高，生态环境持续改善。</p>"
    * 2
)


def rendition(page: str | bytes, **hints: str) -> Rendition:
    return read(page if isinstance(page, bytes) else page.encode(), Hints(**hints))


def lines(made: Rendition) -> list[str]:
    return [line for line in made.text.split("\n") if line]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda t: t.__name__)
def test_each_paragraph_is_a_line_and_nothing_of_the_page_stays(template: Callable[[Sequence[str]], str]) -> None:
    found = [line for line in lines(rendition(template(PARAGRAPHS))) if TITLE not in line]
    assert found == list(PARAGRAPHS)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda t: t.__name__)
def test_a_page_of_two_short_paragraphs_is_whole_too(template: Callable[[Sequence[str]], str]) -> None:
    texts = ("各区、县人民政府：", "现将有关事项通知如下，请各有关单位结合实际认真贯彻执行。")
    assert [line for line in lines(rendition(template(texts))) if TITLE not in line] == list(texts)


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [("utf-8", "utf-8"), ("gb18030", "gb18030"), ("utf-16", "utf-16-le"), ("utf-8-sig", "utf-8-sig")],
)
@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "big5", "iso-8859-1"])
def test_bytes_decide_whatever_header_and_meta_say(codec: str, encoding: str, declared: str) -> None:
    page = gov_cn(PARAGRAPHS).replace("<head>", f"<head><meta charset='{declared}'>")
    made = rendition(page.encode(codec), charset="latin-1")
    assert (lines(made), made.encoding) == (list(PARAGRAPHS), encoding)


def test_traditional_pages_in_big5_are_read() -> None:
    text = "全區生產總值完成1250億元，增長6.5%左右；持續深入推進決策、執行、管理、服務、結果公開。"
    made = rendition(f"<html><body><div id='zoom'><p>{text}</p></div></body></html>".encode("big5"))
    assert (lines(made), made.encoding) == ([text], "big5")


def test_chinese_that_comes_late_in_a_page_of_scripts_settles_the_encoding() -> None:
    page = (
        "<html><head><title>©</title><script>" + "var a = 1; " * 20_000 + f"</script></head><body>{LONG}</body></html>"
    )
    assert rendition(page.encode("gb18030")).encoding == "gb18030"


@pytest.mark.parametrize(
    ("page", "message"),
    [
        ("", "no text"),
        ("<html><head><title>404</title></head><body><h1>您访问的页面不存在</h1></body></html>", "reports an error"),
        ("<html><title>用户登录</title><body><form>账号<input name=u>登录</form></body></html>", "log-in"),
        ("<html><frameset cols='20,80'><frame src='a.htm'><frame src='b.htm'></frameset></html>", "a.htm, b.htm"),
        ("<html><body><iframe src='content.htm'></iframe></body></html>", "content.htm"),
        ("<html><body><div id=app></div><script>" + "var a=1;" * 200 + "</script></body></html>", "scripts"),
        ("<html><body><div class='wp_pdf_player' pdfsrc='/a/b.pdf'></div></body></html>", "1 attached"),
        ("<html><body><div class='weui-msg'>该内容已被发布者删除</div></body></html>", "已被发布者删除"),
    ],
)
def test_a_page_without_a_document_is_refused_with_the_reason(page: str, message: str) -> None:
    with pytest.raises(RefusedError, match=message) as refused:
        rendition(page)
    assert refused.value.kind == "empty"


def test_a_short_document_is_kept() -> None:
    page = "<html><body><div id='zoom'><p>区教育局：</p><p>同意张三同志任某某中学校长。</p></div></body></html>"
    assert lines(rendition(page)) == ["区教育局：", "同意张三同志任某某中学校长。"]


def test_a_document_may_speak_of_errors() -> None:
    assert (
        "404"
        in rendition(
            f"<html><body><div id='zoom'>{LONG}<p>开展404个项目，用户登录量达3万。</p></div></body></html>"
        ).text
    )


def test_binaries_are_refused() -> None:
    with pytest.raises(RefusedError) as refused:
        rendition(b"\x89PNG\r\n\x1a\n" + bytes(100))
    assert refused.value.kind == "not_text"


def test_attached_files_are_named_in_a_note() -> None:
    page = f"<html><body><div id='zoom'>{LONG}<p>附件：<a href='/f/1.docx?x=1'>分工表</a></p></div></body></html>"
    made = rendition(page)
    assert lines(made)[-1] == "附件：分工表"
    assert [(note.kind, "分工表 (/f/1.docx?x=1)" in note.message) for note in made.notes] == [("metadata", True)]


def test_a_signature_behind_the_inner_container_is_kept_and_a_title_before_it_is_not() -> None:
    inner = f"<div class='TRS_Editor'>{LONG}</div>"
    page = f"<html><body><div id='zoom'><div>{TITLE}</div>{inner}{{}}</div></body></html>"
    assert lines(rendition(page.format("<p>某某区人民政府</p><p>2023年1月5日</p>")))[-2:] == [
        "某某区人民政府",
        "2023年1月5日",
    ]
    assert TITLE not in rendition(page.format("<p>扫一扫在手机打开当前页</p>")).text


def test_a_document_cut_into_pages_is_noted() -> None:
    page = (
        f"<html><body><div id='zoom'>{LONG}</div><script>createPageHTML(3, 0, 't2023', 'html');</script></body></html>"
    )
    assert "cut into 3 pages" in rendition(page).notes[0].message


def test_text_behind_a_script_that_is_never_closed_is_noted() -> None:
    made = rendition(f"<html><body><div id='zoom'>{LONG}<script>var a=1;<p>余下的文字</p></div>")
    assert "never closed" in made.notes[0].message and "余下" not in made.text


def test_a_list_of_documents_is_noted() -> None:
    page = (
        "<html><body><ul>"
        + "<li><a href='/1'>某某区人民政府关于印发工作方案的通知</a> 2023-01-05</li>" * 20
        + "</ul></body></html>"
    )
    assert "mostly links" in rendition(page).notes[0].message


def test_places_that_do_not_decode_are_noted() -> None:
    data = gov_cn(PARAGRAPHS * 5).encode()
    at = data.index("代表".encode()) + 1
    made = rendition(data[:at] + b"\xff" + data[at + 1 :])
    assert made.notes[0].kind == "unreadable"


def test_the_same_bytes_give_the_same_rendition() -> None:
    data = unknown_names(PARAGRAPHS).encode()
    assert read(data, Hints()) == read(data, Hints(name="other.html"))
