"""The whole of cleaning: what it hands on replays to the text, for any document."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean.stage import clean, clean_text
from pipeline.clean.trace import Positions, traced_texts
from pipeline.tables.arrow import frame, polars_schema
from pipeline.tables.published import ISSUES, REMOVED_PASSAGES, REPAIRS
from pipeline.tables.stages import CLEANED_DOCUMENTS, RAW_DOCUMENTS
from pipeline.text import Change, TracedText, replay
from tests.growth import grows_linearly

PIECES = (
    "设为首页收藏本站\n",
    "查看: 942|回复: 0\n",
    "签到天数: 7 天\n",
    "积分\n",
    "1万\n",
    "Powered by Discuz!\n",
    "相關詞條\n",
    "打印本页 关闭窗口",
    "— 3 —\n",
    "第3页 共10页",
    "一、工作回顾\n",
    "（一）经济发展\n",
    "各位代表：\n\n",
    "    ",
    "　　",
    "\r\n",
    "\n\n\n",
    " ",
    "[首页](http://example.cn/)\n",
    "首页 | 政务公开 | 互动交流\n",
    '<a href="x">某某区召开会议</a>',
    "&nbsp;",
    "&ldquo;",
    "<br>",
    "\\r\\n",
    "????",
    "\ufffd",
    "\u200b",
    "⼀",
    "１２",
    "%",
    "12 月 31 日",
    "全面推进高质量发展，持续优化营商环境。",
    "著力最佳化服務,套用場景,行政規範性檔案。",
    "國家發展乾坤藉以",
    "主动出击,刀阔斧推进",
    "不断高政治判断力",
    "某府办20213\n",
    "2021222\n",
    "2021年2月26日",
    "(20212025)",
    "二三五年",
    "5354街坊",
    "53街坊",
    "C1-15个地块",
    "“两张网建设",
    "“两张网”",
    "（责任单位：区商务委",
    "局面一是加强",
    "二是推进。",
    "现(xiàn)在",
    "。(王小明)\n",
    "|",
    "(",
    ")",
    "》",
)
DOCUMENTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=40).map("".join)


@given(DOCUMENTS)
@settings(max_examples=120, deadline=None)
def test_raw_text_and_changes_replay_to_the_text(raw: str) -> None:
    cleaned = clean_text(raw)
    traced = cleaned.traced
    assert traced.raw == raw
    assert replay(traced.base, traced.changes) == traced.text
    assert TracedText(raw, traced.base, traced.changes).text == traced.text
    for doubt in cleaned.doubts:
        assert 0 <= doubt.start <= doubt.end <= len(traced.text)


@given(DOCUMENTS)
@settings(max_examples=60, deadline=None)
def test_lines_of_the_text_are_tidy(raw: str) -> None:
    text = clean_text(raw).traced.text
    assert "\r" not in text
    assert text == text.strip("\n")


def raw_documents(*texts: str) -> dict[str, pl.DataFrame]:
    rows = [
        {
            "document_id": f"doc_{i}",
            "source": f"{i}.txt",
            "source_sha256": "0" * 64,
            "media_type": "text/plain",
            "encoding": "utf-8",
            "raw_text": text,
            "raw_characters": len(text),
        }
        for i, text in enumerate(texts)
    ]
    return {"documents": frame(RAW_DOCUMENTS, rows)}


MIRROR = "查看: 942|回复: 0\n國家發展,著力推進最佳化服務。\n　　5354街坊、12街坊簽約。\n\n\n完成。\n快速回复 返回顶部"
PLAIN = "推进改革，加强管理。"


def test_the_stage_hands_on_declared_tables() -> None:
    made = clean(raw_documents(MIRROR, PLAIN))
    for table, name in ((CLEANED_DOCUMENTS, "documents"), (REPAIRS, "repairs"), (ISSUES, "issues")):
        assert dict(made[name].schema) == polars_schema(table)
    first, second = made["documents"].iter_rows(named=True)
    assert (first["script"], second["script"]) == ("Hant", "Hans")
    assert first["text"] == "国家发展,着力推进优化服务。\n5354街坊、12街坊签约。\n\n完成。"
    assert (second["text"], second["removed_characters"], second["script_conversion"]) == (PLAIN, 0, None)


def test_repairs_say_what_stood_in_the_raw_text() -> None:
    repairs = clean(raw_documents(MIRROR))["repairs"]
    for row in repairs.iter_rows(named=True):
        assert row["before"] == MIRROR[row["raw_start"] : row["raw_end"]]
    assert {"boilerplate", "wording", "space"} <= set(repairs["kind"])


def test_an_issue_points_at_its_words_in_the_final_text() -> None:
    made = clean(raw_documents(MIRROR))
    text = made["documents"]["text"][0]
    issue = made["issues"].filter(pl.col("kind") == "damaged_number").row(0, named=True)
    assert text[issue["start"] : issue["end"]] == issue["text"] == "5354"


def test_a_document_of_furniture_only_is_reported_and_its_neighbour_kept() -> None:
    made = clean(raw_documents("设为首页收藏本站\n返回顶部\n", PLAIN))
    assert made["documents"]["document_id"].to_list() == ["doc_1"]
    assert made["issues"].select("document_id", "kind", "severity").rows() == [("doc_0", "empty", "error")]


def test_traced_texts_are_rebuilt_from_the_tables() -> None:
    made = clean(raw_documents(MIRROR, PLAIN))
    for row, traced in traced_texts(made["documents"], made["repairs"]):
        assert (traced.text, traced.raw) == (row["text"], row["raw_text"])


def test_a_removed_passage_takes_its_repairs_along() -> None:
    made = clean(raw_documents(MIRROR))
    whole = made["documents"]["text"][0]
    rebuilt = next(traced_texts(made["documents"], made["repairs"]))[1]
    start, end = rebuilt.raw_span(0, whole.index("\n") + 1)
    removed = {
        "document_id": "doc_0", "ordinal": 1, "raw_start": start, "raw_end": end, "kept_document_id": "doc_0",
        "similarity": 1.0, "differences": [], "reason": "", "passage": "",
    }  # fmt: skip
    _, traced = next(traced_texts(made["documents"], made["repairs"], frame(REMOVED_PASSAGES, [removed])))
    assert traced.text == whole[whole.index("\n") + 1 :]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.text("甲乙", max_size=3)), max_size=6))
def test_positions_lead_from_the_raw_text_to_the_text(steps: list[tuple[int, int, str]]) -> None:
    raw, changes, at = "".join(map(chr, range(0x4E10, 0x4E60))), [], 0
    for kept, taken, after in steps:
        changes.append(Change(at + kept, at + kept + taken, after, "r", "damage", "sure"))
        at += kept + taken + 1
    traced = TracedText(raw, changes=[c for c in changes if c.after or c.raw_end > c.raw_start])
    positions = Positions(traced)
    for i, character in enumerate(raw):
        if not any(c.raw_start <= i < c.raw_end for c in traced.changes):
            start, end = positions.span(i, i + 1)
            assert character in traced.text[start:end]


SIZE = 12_000


@pytest.mark.parametrize(
    "unit",
    [
        "\n",
        "a\n\n \n",
        " ",
        "(",
        "“推进",
        "“《（",
        "）”",
        "2021",
        "2021222\n",
        "— 3 —\n",
        "&",
        "<p ",
        "<!--",
        "?",
        "\r\n",
        "\t中",
        "收藏 ",
        "设为首页\n",
        "1\n",
        "一是",
        "中\u200b国\u202e",
        "國\ud800家",
        "[上海] 标题标题标题\n",
    ],
)
def test_time_stays_linear(unit: str) -> None:
    assert grows_linearly(clean_text, unit * (SIZE // 10 // len(unit)), unit * (SIZE // len(unit)), 10)
