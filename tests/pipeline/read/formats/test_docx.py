"""DOCX: what its reader sees, in order."""

import zipfile
from io import BytesIO

import pytest

from pipeline.read.formats.docx import read
from pipeline.read.formats.model import Hints, RefusedError
from tests.pipeline.read.formats.docx_files import docx, p, r

STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="章标题"/><w:basedOn w:val="1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="m"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="character" w:styleId="h"><w:name w:val="暗"/><w:rPr><w:vanish/></w:rPr></w:style>'
)


def text(body: str, **parts: str) -> str:
    return read(docx(body, **parts), Hints("a.docx")).text


def style(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>'


def field(code: str, result: str) -> str:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return f"{mark('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>{mark('separate')}{result}{mark('end')}"


def test_paragraphs_stand_in_order_and_empty_ones_are_no_lines() -> None:
    assert text(p("一、工作回顾") + p() + p("全市生产总值增长6.5%。")) == "一、工作回顾\n全市生产总值增长6.5%。"


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        (style("1"), "# 总体要求"),
        (style("b"), "# 总体要求"),
        (style("t"), "# 总体要求"),
        ('<w:outlineLvl w:val="2"/>', "### 总体要求"),
        (style("1") + '<w:outlineLvl w:val="9"/>', "总体要求"),
        ("", "总体要求"),
    ],
)
def test_headings_are_known_by_style_and_outline_level(properties: str, expected: str) -> None:
    assert text(p("总体要求", properties), styles=STYLES) == expected


def test_a_sentence_set_in_the_style_of_a_heading_stays_text() -> None:
    assert text(p("坚持稳中求进工作总基调。", style("1")), styles=STYLES) == "坚持稳中求进工作总基调。"


def test_inserted_text_is_taken_and_deleted_text_left_out() -> None:
    body = f"<w:p>{r('增长')}<w:del>{r('5%')}</w:del><w:ins>{r('6%')}</w:ins><w:moveFrom>{r('旧')}</w:moveFrom></w:p>"
    assert text(body) == "增长6%"


def test_a_deleted_paragraph_end_joins_the_paragraphs() -> None:
    assert text(p("全市", "<w:rPr><w:del/></w:rPr>") + p("生产总值")) == "全市生产总值"


def test_hidden_text_is_left_out() -> None:
    runs = [r("明"), r("暗", "<w:vanish/>"), r("暗", '<w:rStyle w:val="h"/>'), r("亮", '<w:vanish w:val="0"/>')]
    assert text(f"<w:p>{''.join(runs)}</w:p>", styles=STYLES) == "明亮"


def test_fields_give_their_results() -> None:
    nested = field("IF x", field("PAGE", r("七")))
    assert text(f"<w:p>{r('第')}{field('NUMPAGES', r('12'))}{r('页')}{nested}</w:p>") == "第12页七"
    assert text(f'<w:p><w:fldSimple w:instr="DATE">{r("2024年")}</w:fldSimple></w:p>') == "2024年"


def test_a_field_may_run_over_paragraphs() -> None:
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    body = f"<w:p>{begin}<w:r><w:instrText>TOC</w:instrText></w:r></w:p><w:p>{r('代码')}{end}{r('正文')}</w:p>"
    assert text(body) == "正文"


def test_tables_are_pipe_tables_with_merged_cells_filled() -> None:
    def cell(inside: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(inside)}</w:tc>"

    wide, first, on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = [
        cell("指标") + cell("目标", wide),
        cell("经济", first) + cell("增长") + cell("6%"),
        cell("", on) + cell("a|b") + cell("5.2万人"),
    ]
    body = p("附表") + "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>" + p("说明")
    assert text(body).splitlines() == [
        "附表",
        "| 指标 | 目标 | 目标 |",
        "| --- | --- | --- |",
        "| 经济 | 增长 | 6% |",
        "| 经济 | a\\|b | 5.2万人 |",
        "说明",
    ]


def test_a_table_of_one_column_is_a_frame_around_paragraphs() -> None:
    assert text(f"<w:tbl><w:tr><w:tc>{p('专栏1')}{p('重大工程')}</w:tc></w:tr></w:tbl>") == "专栏1\n重大工程"


def test_deleted_rows_are_left_out() -> None:
    row = "<w:tr>{}<w:tc>" + p("{}") + "</w:tc><w:tc>" + p("值") + "</w:tc></w:tr>"
    made = text("<w:tbl>" + row.format("", "甲") + row.format("<w:trPr><w:del/></w:trPr>", "乙") + "</w:tbl>")
    assert made == "| 甲 | 值 |\n| --- | --- |"


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{p('框中文字')}</w:txbxContent>"
    choice = f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
    fallback = f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
    run = f"<w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r>"
    assert text(f"<w:p>{r('前')}{run}{r('后')}</w:p>") == "前后\n框中文字"


def test_footnotes_stand_at_the_end() -> None:
    notes = f'<w:footnote w:id="0">{p()}</w:footnote><w:footnote w:id="2">{p("按可比价格计算")}</w:footnote>'
    body = f'<w:p>{r("增长6%")}<w:r><w:footnoteReference w:id="2"/></w:r>{r("。")}</w:p>' + p("完")
    assert text(body, footnotes=notes) == "增长6%。\n完\n注1：按可比价格计算"


def test_symbols_breaks_and_formulas() -> None:
    symbols = '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>'
    formula = "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"
    body = f"<w:p>{r('是')}{symbols}<w:r><w:br/></w:r>{r('下')}<w:r><w:tab/></w:r>{formula}</w:p>"
    assert text(body) == "是√☑\n下\tx=1"


def test_a_form_field_around_paragraphs_changes_nothing() -> None:
    assert text(f"<w:sdt><w:sdtPr/><w:sdtContent>{p('内容')}</w:sdtContent></w:sdt>") == "内容"


def test_a_table_of_contents_is_left_out_with_a_note() -> None:
    body = p("一、回顾\t3", style("m")) + p("一、回顾")
    made = read(docx(body, styles=STYLES), Hints())
    assert made.text == "一、回顾"
    assert [note.severity for note in made.notes] == ["info"]


def test_the_stated_title_is_taken_only_where_the_text_bears_it_out() -> None:
    body = p("某市政府工作报告") + p("各位代表：")
    assert read(docx(body, title="某市政府工作报告"), Hints()).stated == {"标题": "某市政府工作报告"}
    assert read(docx(body, title="某区预算报告"), Hints()).stated == {}
    assert read(docx(body, title="Microsoft Word - 1.doc"), Hints()).stated == {}


def test_strict_open_xml_is_read_alike() -> None:
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(docx(p("正文")))) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
            plain = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            new.writestr(name, old.read(name).replace(plain, strict))
    assert read(made.getvalue(), Hints()).text == "正文"


def test_a_document_of_pictures_has_no_text_layer() -> None:
    with pytest.raises(RefusedError) as refused:
        read(docx("<w:p><w:r><w:drawing/></w:r></w:p>"), Hints())
    assert refused.value.kind == "no_text_layer"


def test_an_empty_document_is_refused() -> None:
    with pytest.raises(RefusedError) as refused:
        read(docx(p()), Hints())
    assert refused.value.kind == "empty"
