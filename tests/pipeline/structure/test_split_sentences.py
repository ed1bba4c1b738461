"""Where a sentence ends."""

import pytest

from pipeline.structure.sentences import split_sentences


def split(text: str) -> list[str]:
    return [text[a:b] for a, b in split_sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("推进建设；完成改造。", ["推进建设；", "完成改造。"]),
        ("推进建设;完成改造", ["推进建设;", "完成改造"]),
        (
            "落实工作(凡是材料,一律免于提交;能够提供的,一律免于提交)要求。",
            ["落实工作(凡是材料,一律免于提交;能够提供的,一律免于提交)要求。"],
        ),
        ("他说：“要建设。”推进工作。", ["他说：“要建设。”", "推进工作。"]),
        ("坚持“建设。改造。”的要求。", ["坚持“建设。改造。”的要求。"]),
        ("推进“一网通办。完成改造。", ["推进“一网通办。", "完成改造。"]),
        ("一是推进建设；二是完成改造。", ["推进建设；", "完成改造。"]),
        ("①新建学校2所。②新建公园3座。", ["新建学校2所。", "新建公园3座。"]),
        ("推进建设。(责任单位:区商务委)", ["推进建设。", "(责任单位:区商务委)"]),
        ("完成任务（市教育局牵头，各县配合）。", ["完成任务", "（市教育局牵头，各县配合）。"]),
        ("增长1.5%。", ["增长1.5%。"]),
        ("。。", []),
        ("第一、二、三产业分别增长5%。其次,抓好农业。", ["第一、二、三产业分别增长5%。", "抓好农业。"]),
        ("第一、抓好农业。", ["抓好农业。"]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_a_bracket_that_is_never_closed_swallows_nothing() -> None:
    assert len(split("（推进建设。" + "完成改造。" * 100)) == 101
