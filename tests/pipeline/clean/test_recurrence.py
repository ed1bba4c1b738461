"""Lines that recur across the documents of one site: head and foot go, the body stays, with its formulas and tables."""

from collections.abc import Callable
from random import Random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean.recurrence import recurring_lines
from pipeline.clean.sites import site_of
from pipeline.clean.stage import clean
from pipeline.tables.arrow import frame
from pipeline.tables.stages import RAW_DOCUMENTS
from tests.growth import grows_linearly

YEARS = range(2019, 2024)
HEAD = "某江政府网\n请输入关键字\n热搜词：社保 公积金\n市情\n要闻\n办事\n智慧某江\n"
FOOT = """
扫码浏览
相关链接
某某区召开第{0}次会议 {0}-03-05
省直部门
县区网站
某江发布
掌上某江
本站建议使用分辨率1366，欢迎您再来
"""


def report(year: int) -> str:
    """Formulaic lines, a table with each cell on its own line."""
    return f"""政府工作报告
——{year}年1月8日在某某区第十七届人民代表大会上
某某区区长
沈山州
各位代表：
现在，我代表区人民政府，向大会报告政府工作，请予审议。
一、{year}年工作回顾
{year}年，地区生产总值增长5%。
一是坚持改革。
各位代表！
让我们团结奋斗！
以上报告，请予审议。
谢谢大家
主要指标
指标
单位
地区生产总值
亿元
粮食产量"""


def notice(year: int) -> str:
    return f"""某某市人民政府办公室文件
某政办发〔{year}〕8号
某某市人民政府办公室关于印发{year}年工作要点的通知
各区、县人民政府，市政府各委、办、局：
现将《{year}年工作要点》印发给你们，请认真贯彻执行。
某某市人民政府办公室
{year}年3月12日
（此件公开发布）
抄送：市委各部门，市人大常委会办公室。"""


def disclosure(year: int) -> str:
    return f"""某某区民政局{year}年政府信息公开工作年度报告
一、总体情况
{year}年共公开信息{year % 100}条。
二、主动公开情况
信息内容
本年制发件数
规章
0
0
行政许可
{year}
维持
尚未审结
总计
无
联系地址：某某路1号
邮政编码：200000
网址：http://www.example.cn"""


def raw_documents(texts: dict[str, str]) -> pl.DataFrame:
    rows = [
        {
            "document_id": f"doc_{source}",
            "source": source,
            "source_sha256": "0" * 64,
            "media_type": "text/plain",
            "encoding": "utf-8",
            "raw_text": text,
            "raw_characters": len(text),
        }
        for source, text in texts.items()
    ]
    return frame(RAW_DOCUMENTS, rows)


def cleaned(texts: dict[str, str]) -> dict[str, pl.DataFrame]:
    documents = raw_documents(texts)
    return clean({"documents": documents, "recurring": recurring_lines(documents)})


def alone(text: str) -> str:
    return str(clean({"documents": raw_documents({"a": text})})["documents"]["text"][0])


def filled(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


@pytest.mark.parametrize("body", [report, notice, disclosure])
def test_head_and_foot_of_a_site_go_and_the_body_stays(body: Callable[[int], str]) -> None:
    made = cleaned({f"site/{y}.txt": HEAD + body(y) + FOOT.format(y) for y in YEARS})["documents"]
    for year, text in zip(YEARS, made.sort("source")["text"], strict=True):
        assert filled(text) == filled(alone(body(year)))


@pytest.mark.parametrize("body", [report, notice, disclosure])
def test_without_a_page_around_them_nothing_recurs(body: Callable[[int], str]) -> None:
    documents = raw_documents({f"site/{y}.txt": body(y) for y in YEARS})
    assert recurring_lines(documents).is_empty()


def test_each_removal_is_on_record() -> None:
    repairs = cleaned({f"site/{y}.txt": HEAD + report(y) + FOOT.format(y) for y in YEARS})["repairs"]
    of_site = repairs.filter(pl.col("rule").str.contains("recurring_line"))
    assert of_site["document_id"].n_unique() == len(YEARS)
    assert set(of_site.select("kind", "certainty", "after").rows()) == {("boilerplate", "likely", "")}


def test_two_documents_and_copies_of_one_are_too_few() -> None:
    pages = {f"site/{y}.txt": HEAD + report(y) + FOOT.format(y) for y in YEARS}
    two = dict(list(pages.items())[:2])
    assert recurring_lines(raw_documents(two)).is_empty()
    copies = {f"site/{i}.txt": HEAD + report(2020) + FOOT.format(2020) for i in range(5)}
    assert recurring_lines(raw_documents(copies)).is_empty()


def test_lines_of_a_small_share_of_a_site_stay() -> None:
    pages = {f"site/{y}.txt": HEAD + report(y) for y in range(3)}
    others = {f"site/{y}.txt": report(y) for y in range(100, 120)}
    assert recurring_lines(raw_documents(pages | others)).is_empty()
    assert not recurring_lines(raw_documents(pages)).is_empty()


def test_a_site_is_the_host_else_the_folder() -> None:
    def site(source: str, raw_text: str = "") -> str:
        return site_of({"source": source, "raw_text": raw_text})

    assert site("https://www.example.cn/a/b.html") == site("http://example.cn:8080/c") == "example.cn"
    assert site("a/b.md", "---\ntitle: 某某\nsource: https://www.example.cn/x\n---\n正文") == "example.cn"
    assert site("a/b/c.txt") == "a/b"
    assert site("c.txt") == ""
    assert site("http://[broken/c.txt") == "http://[broken"


def test_another_site_changes_nothing() -> None:
    pages = {f"site/{y}.txt": HEAD + report(y) for y in YEARS}
    others = {f"other/{y}.txt": HEAD.replace("市情", "区情") + notice(y) for y in YEARS}
    both = recurring_lines(raw_documents(pages | others))
    assert both.filter(pl.col("document_id").str.contains("site")).equals(recurring_lines(raw_documents(pages)))


def test_a_new_neighbour_leaves_the_rows_of_the_others() -> None:
    pages = {f"site/{y}.txt": HEAD + report(y) + FOOT.format(y) for y in YEARS}
    more = pages | {"site/new.txt": HEAD + report(1999) + FOOT.format(1999)}
    before, after = recurring_lines(raw_documents(pages)), recurring_lines(raw_documents(more))
    assert after.filter(pl.col("document_id") != "doc_site/new.txt").equals(before)


def test_a_name_alone_stays_and_in_a_menu_goes() -> None:
    pages = {f"site/{y}.txt": f"请登录\n高新区\n某江网\n沈山州\n{y}年情况\n{report(y)}" for y in YEARS}
    text = cleaned(pages)["documents"]["text"][0]
    assert "高新区" not in text
    assert "沈山州\n2019年情况" in text


LINE = st.sampled_from(
    (
        "首页",
        "某江政府网",
        "扫码浏览",
        "省直部门",
        "各位代表：",
        "某某区政府工作报告",
        "推进改革，加强管理。",
        "0",
        "沈山州",
    )
)


@given(st.lists(st.lists(LINE, max_size=8).map("\n".join), max_size=6), st.randoms())
@settings(max_examples=40, deadline=None)
def test_the_order_of_documents_changes_nothing(texts: list[str], random: Random) -> None:
    named = [(f"site/{i}.txt", text) for i, text in enumerate(texts)]
    shuffled = random.sample(named, len(named))
    assert recurring_lines(raw_documents(dict(named))).equals(recurring_lines(raw_documents(dict(shuffled))))


@pytest.mark.parametrize("unit", ["某江政府网\n", "首页 ", "扫码浏览\n1\n", "，\n", "0\n"])
def test_time_stays_linear(unit: str) -> None:
    def documents(size: int) -> pl.DataFrame:
        return raw_documents({f"site/{i}.txt": unit * (size // len(unit)) + str(i) for i in range(3)})

    assert grows_linearly(recurring_lines, documents(10_000), documents(80_000), 8)
