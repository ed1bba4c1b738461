"""PDF: from what is drawn on pages to lines in reading order, and through cleaning to paragraphs."""

import re

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from pipeline.clean.stage import clean_text
from pipeline.read.formats.model import Hints, RefusedError
from pipeline.read.formats.pdf import read
from tests.pipeline.read.formats.pdf_files import (
    FONT,
    HEIGHT,
    LEADING,
    LEFT,
    SIZE,
    TOP,
    WIDTH,
    draw_lines,
    lines_of,
    page,
    pdf,
    picture,
    table,
)

PARAGRAPHS = [
    "现在，我代表市人民政府，向大会报告工作，请予审议，并请各位政协委员和列席人员提出意见。",
    "一年来，全市生产总值增长6.5%，一般公共预算收入增长8.2%，固定资产投资增长10%，社会消费品零售总额增长9.1%。",
    "坚持以人民为中心的发展思想，民生支出占一般公共预算支出的比重达到80.6%，新增城镇就业5.2万人，城镇调查失业率控制在5.5%以内。",
    "扎实推进乡村振兴，粮食总产量连续十年稳定在120万吨以上，农村居民人均可支配收入增长7.3%，脱贫攻坚成果持续巩固拓展。",
    "深化重点领域改革，全面推行“一网通办”，政务服务事项网上可办率达到98%，新登记市场主体3.6万户。",
]


def text(data: bytes) -> str:
    return read(data, Hints("a.pdf")).text


def cleaned(data: bytes) -> list[str]:
    return [line for line in clean_text(text(data)).traced.text.splitlines() if line]


def test_lines_keep_their_indents_and_pages_are_parted() -> None:
    first, second = lines_of(PARAGRAPHS[:2]), lines_of(PARAGRAPHS[2:3])
    assert text(pdf([page(first), page(second)])) == "\n".join(first) + "\f" + "\n".join(second)


def test_through_cleaning_the_paragraphs_come_back() -> None:
    lines = lines_of(PARAGRAPHS)
    pages = [lines[i : i + 4] for i in range(0, len(lines), 4)]
    data = pdf([page(lines, "某市人民政府公报", f"— {i} —") for i, lines in enumerate(pages, 1)])
    assert cleaned(data) == ["某市人民政府公报", *PARAGRAPHS]


def test_the_order_is_that_of_the_page_not_of_the_file() -> None:
    lines = lines_of(PARAGRAPHS[:3])

    def draw(canvas: Canvas) -> None:
        for i in reversed(range(len(lines))):
            body = lines[i].lstrip("\u3000")
            canvas.drawString(LEFT + SIZE * (len(lines[i]) - len(body)), TOP - i * LEADING, body)

    assert text(pdf([draw])) == "\n".join(lines)


def test_two_columns_are_read_one_after_the_other() -> None:
    lines = lines_of(PARAGRAPHS, 13)
    half = len(lines) // 2

    def draw(canvas: Canvas) -> None:
        for i in range(max(half, len(lines) - half)):  # line by line across the page
            draw_lines(canvas, lines[i : i + 1] if i < half else [], 60, TOP - i * LEADING)
            draw_lines(canvas, lines[half + i : half + i + 1], 310, TOP - i * LEADING)
        canvas.drawCentredString(WIDTH / 2, 40, "- 3 -")

    assert text(pdf([draw])).splitlines()[: len(lines)] == lines
    assert cleaned(pdf([draw])) == PARAGRAPHS


def test_a_ruled_table_becomes_a_pipe_table_at_its_place() -> None:
    rows = [["序号", "指标", "目标"], ["1", "粮食总产量", "120万吨"], ["2", "新增就业", "5.2万人"]]

    def draw(canvas: Canvas) -> None:
        canvas.drawString(LEFT, 790, "附表")
        table(canvas, rows, [60, 200, 150])
        canvas.drawString(LEFT, 600, "说明")

    assert [line for line in text(pdf([draw])).splitlines() if line] == [
        "附表",
        "| 序号 | 指标 | 目标 |",
        "| --- | --- | --- |",
        "| 1 | 粮食总产量 | 120万吨 |",
        "| 2 | 新增就业 | 5.2万人 |",
        "说明",
    ]


def test_a_table_that_goes_on_over_the_page_has_one_head() -> None:
    widths = [60.0, 200.0]
    parts = [[["序号", "指标"], ["1", "粮食"]], [["2", "就业"], ["3", "投资"]], [["4", "消费"]]]
    data = pdf([lambda canvas, rows=rows: table(canvas, rows, widths) for rows in parts])
    expected = ["| 序号 | 指标 |", "| --- | --- |", "| 1 | 粮食 |", "| 2 | 就业 |", "| 3 | 投资 |", "| 4 | 消费 |"]
    assert cleaned(data) == expected


def test_merged_cells_are_filled() -> None:
    def draw(canvas: Canvas) -> None:
        for y in (700, 640):
            canvas.line(100, y, 400, y)
        canvas.line(200, 670, 400, 670)
        for x in (100, 200, 400):
            canvas.line(x, 640, x, 700)
        canvas.drawString(110, 665, "经济")
        canvas.drawString(210, 678, "增长6%")
        canvas.drawString(210, 648, "就业5万人")

    assert text(pdf([draw])).splitlines() == ["| 经济 | 增长6% |", "| --- | --- |", "| 经济 | 就业5万人 |"]


def test_characters_drawn_twice_are_read_once() -> None:
    def draw(canvas: Canvas) -> None:
        for shift in (0.0, 0.4):
            canvas.drawString(LEFT + shift, TOP, "政府工作报告人人有责")
        x = LEFT
        for character in "加粗标题":
            for shift in (0.0, 0.4):
                canvas.drawString(x + shift, TOP - 40, character)
            x += SIZE

    assert text(pdf([draw])).split() == ["政府工作报告人人有责", "加粗标题"]


def test_gaps_read_as_blanks_only_where_they_are_wide() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(LEFT, TOP, "增长")
        canvas.drawString(LEFT + 2 * SIZE + 4, TOP, "6.5%")  # the quarter that word processors put in
        canvas.drawString(LEFT, TOP - 30, "市长")
        canvas.drawString(LEFT + 4 * SIZE, TOP - 30, "某某")

    assert text(pdf([draw])).splitlines() == ["增长6.5%", "市长 某某"]


@pytest.mark.parametrize(("angle", "x", "y"), [(90, WIDTH, 0), (270, 0, HEIGHT), (180, WIDTH, HEIGHT)])
def test_a_page_turned_for_a_wide_table_is_read_upright(angle: int, x: float, y: float) -> None:
    lines = lines_of(PARAGRAPHS[:2])

    def draw(canvas: Canvas) -> None:
        canvas.translate(x, y)
        canvas.rotate(angle)
        draw_lines(canvas, lines, 60, 500)

    assert text(pdf([draw])) == "\n".join(lines)


def test_a_slanted_watermark_is_left_out_with_a_note() -> None:
    def draw(canvas: Canvas) -> None:
        draw_lines(canvas, lines_of(PARAGRAPHS[:1]))
        canvas.translate(200, 300)
        canvas.rotate(45)
        canvas.drawString(0, 0, "内部资料")

    made = read(pdf([draw]), Hints())
    assert "内部资料" not in made.text
    assert [(note.severity, "内部资料" in note.message) for note in made.notes] == [("info", True)]


def test_items_that_hang_come_back_whole() -> None:
    prose = [re.sub(r"[\d.%]+", "若干", text) for text in PARAGRAPHS]
    items = [f"（{mark}）{text}" for mark, text in zip("一二", prose[2:4], strict=True)]
    lines = lines_of(PARAGRAPHS)
    for item in items:
        lines += [item[:26], *("\u3000\u3000\u3000" + item[i : i + 23] for i in range(26, len(item), 23))]
    assert cleaned(pdf([page(lines)])) == [*PARAGRAPHS, *items]


def test_a_title_broken_by_the_width_is_one_line() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(FONT, 24)
        canvas.drawCentredString(WIDTH / 2, HEIGHT - 80, "某市人民政府办公室关于印发")
        canvas.drawCentredString(WIDTH / 2, HEIGHT - 115, "重点任务分工方案的通知")
        canvas.setFont(FONT, SIZE)
        draw_lines(canvas, lines_of(PARAGRAPHS), top=680)

    assert text(pdf([draw])).splitlines()[0].strip() == "某市人民政府办公室关于印发重点任务分工方案的通知"


def test_a_scan_is_refused_and_its_pages_named() -> None:
    with pytest.raises(RefusedError, match="pages 1 to 3 of 3") as refused:
        read(pdf([picture] * 3), Hints())
    assert refused.value.kind == "no_text_layer"


def test_a_stamp_on_each_picture_is_no_text_layer() -> None:
    def stamped(canvas: Canvas) -> None:
        picture(canvas)
        canvas.drawString(LEFT, 30, "由扫描软件生成")

    with pytest.raises(RefusedError) as refused:
        read(pdf([stamped]), Hints())
    assert refused.value.kind == "no_text_layer"


def test_text_that_a_machine_recognised_is_taken_with_a_note() -> None:
    def recognised(canvas: Canvas) -> None:
        picture(canvas)
        for i, line in enumerate(lines_of(PARAGRAPHS)):
            hidden = canvas.beginText(LEFT, TOP - i * LEADING)
            hidden.setTextRenderMode(3)
            hidden.textOut(line)
            canvas.drawText(hidden)

    made = read(pdf([recognised]), Hints())
    assert PARAGRAPHS[0][:20] in made.text
    assert [(note.kind, note.severity) for note in made.notes] == [("no_text_layer", "info")]


def test_a_partly_scanned_document_names_what_is_missing() -> None:
    made = read(pdf([page(lines_of(PARAGRAPHS)), picture, page(lines_of(PARAGRAPHS))]), Hints())
    assert [(note.kind, note.severity) for note in made.notes] == [("no_text_layer", "warning")]
    assert "page 2 of 3" in made.notes[0].message


def test_a_blank_page_is_no_scan() -> None:
    made = read(pdf([page(lines_of(PARAGRAPHS)), lambda canvas: None]), Hints())
    assert made.notes == ()
    with pytest.raises(RefusedError) as refused:
        read(pdf([lambda canvas: None]), Hints())
    assert refused.value.kind == "empty"


def test_a_password_is_asked_for_only_where_one_is_needed() -> None:
    pages = [page(lines_of(PARAGRAPHS))]
    assert text(pdf(pages, encrypt=StandardEncryption("", "owner"))).startswith("\u3000\u3000现在")
    with pytest.raises(RefusedError, match="password") as refused:
        read(pdf(pages, encrypt=StandardEncryption("secret", "owner")), Hints())
    assert refused.value.kind == "unreadable"


def test_the_stated_title_is_taken_only_where_the_text_bears_it_out() -> None:
    pages = [page(["某市政府工作报告", *lines_of(PARAGRAPHS)])]
    assert read(pdf(pages, title="某市政府工作报告"), Hints()).stated == {"标题": "某市政府工作报告"}
    assert read(pdf(pages, title="Microsoft Word - 1.doc"), Hints()).stated == {}


def test_the_same_bytes_give_the_same_text() -> None:
    data = pdf([page(lines_of(PARAGRAPHS), "公报", "1")] * 3)
    assert read(data, Hints()) == read(data, Hints())
