"""The automatic numbers of a DOCX, as Word and LibreOffice show them."""

import pytest

from pipeline.read.formats.docx import read
from pipeline.read.formats.model import Hints
from pipeline.read.formats.number_formats import formatted
from tests.pipeline.read.formats.docx_files import docx, instance, levels, numbered, p

OUTLINE = levels(
    0, ("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."), ("decimal", "%1.%4")
)


def lines(body: str, numbering: str, styles: str = "") -> list[str]:
    return read(docx(body, numbering=numbering, styles=styles), Hints()).text.splitlines()


def test_an_outline_of_a_report() -> None:
    body = "".join(
        numbered(text, 1, level)
        for text, level in [
            ("甲", 0),
            ("乙", 1),
            ("丙", 2),
            ("丁", 2),
            ("戊", 1),
            ("己", 2),
            ("庚", 0),
            ("辛", 1),
            ("壬", 3),
        ]
    )
    expected = ["一、甲", "（一）乙", "1. 丙", "2. 丁", "（二）戊", "1. 己", "二、庚", "（一）辛", "二.1 壬"]
    assert lines(body, OUTLINE + instance(1, 0)) == expected


def test_text_between_does_not_break_a_list() -> None:
    body = numbered("甲", 1) + p("正文") + numbered("乙", 1)
    assert lines(body, OUTLINE + instance(1, 0)) == ["一、甲", "正文", "二、乙"]


def test_lists_of_one_declaration_go_on_unless_told_to_start_again() -> None:
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = OUTLINE + instance(1, 0) + instance(2, 0) + instance(3, 0, again)
    body = numbered("甲", 1) + numbered("乙", 2) + numbered("丙", 3) + numbered("丁", 3)
    assert lines(body, numbering) == ["一、甲", "二、乙", "一、丙", "二、丁"]


def test_a_list_may_have_a_level_of_its_own() -> None:
    own = '<w:lvl w:ilvl="0"><w:start w:val="5"/><w:numFmt w:val="decimal"/><w:lvlText w:val="第%1条"/></w:lvl>'
    numbering = OUTLINE + instance(1, 0, f'<w:lvlOverride w:ilvl="0">{own}</w:lvlOverride>')
    assert lines(numbered("甲", 1) + numbered("乙", 1), numbering) == ["第5条 甲", "第6条 乙"]


def test_a_level_that_never_restarts() -> None:
    articles = (
        '<w:abstractNum w:abstractNumId="0">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1章"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:lvlRestart w:val="0"/><w:numFmt w:val="chineseCounting"/>'
        '<w:lvlText w:val="第%2条"/></w:lvl></w:abstractNum>'
    )
    body = numbered("总则", 1) + numbered("甲", 1, 1) + numbered("附则", 1) + numbered("乙", 1, 1)
    assert lines(body, articles + instance(1, 0)) == ["第一章 总则", "第一条 甲", "第二章 附则", "第二条 乙"]


def test_legal_numbering_is_in_digits() -> None:
    numbering = levels(0, ("chineseCounting", "第%1章"), ("decimal", "%1.%2"), inside="<w:isLgl/>") + instance(1, 0)
    assert lines(numbered("甲", 1) + numbered("乙", 1, 1), numbering) == ["第1章 甲", "1.1 乙"]


def test_a_heading_style_brings_its_number() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        '<w:pStyle w:val="1"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>' + instance(1, 0)
    )
    styles = (
        '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    style = '<w:pStyle w:val="1"/>'
    off = style + '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
    body = p("回顾", style) + p("前言", off) + p("安排", style)
    assert lines(body, numbering, styles) == ["# 一、回顾", "# 前言", "# 二、安排"]


def test_bullets_are_written_as_dots() -> None:
    numbering = levels(0, ("bullet", "\uf06c")) + levels(1, ("bullet", "—")) + instance(1, 0) + instance(2, 1)
    assert lines(numbered("甲", 1) + numbered("乙", 2), numbering) == ["• 甲", "—乙"]


def test_a_list_that_is_not_declared_leaves_the_text_alone() -> None:
    assert lines(numbered("甲", 7), OUTLINE) == ["甲"]


@pytest.mark.parametrize(
    ("number", "kind", "expected"),
    [
        (10, "chineseCounting", "十"),
        (21, "chineseCountingThousand", "二十一"),
        (101, "chineseCountingThousand", "一百零一"),
        (110, "japaneseCounting", "一百一十"),
        (1_005, "chineseCountingThousand", "一千零五"),
        (10, "ideographDigital", "一〇"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (3, "ideographTraditional", "丙"),
        (11, "ideographTraditional", "11"),
        (12, "ideographZodiac", "亥"),
        (20, "decimalEnclosedCircle", "⑳"),
        (36, "decimalEnclosedCircleChinese", "㊱"),
        (51, "decimalEnclosedCircle", "51"),
        (27, "upperLetter", "AA"),
        (28, "lowerLetter", "bb"),
        (1994, "upperRoman", "MCMXCIV"),
        (12, "decimalFullWidth", "１２"),
        (5, "decimalZero", "05"),
        (7, "klingon", "7"),
        (7, "none", ""),
    ],
)
def test_number_formats(number: int, kind: str, expected: str) -> None:
    assert formatted(number, kind) == expected
