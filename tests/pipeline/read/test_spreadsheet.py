"""A spreadsheet with a document in each row: columns by their headers or by the catalogue, and no bombs."""

import datetime
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from pipeline.read import spreadsheet
from pipeline.read.formats.model import RefusedError
from pipeline.read.spreadsheet import row_pieces
from pipeline.read.stage import read_sources

TEXT = "各位代表,现在我代表区人民政府向大会作政府工作报告。\n完成投资35亿元。"


def workbook(rows: list[list[object]], title: str = "Sheet1") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


ROWS: list[list[object]] = [
    ["区政府文件汇总"],
    ["编号", "标题", "发布日期", "正文"],
    ["A-1", "2021年政府工作报告", datetime.date(2021, 1, 20), TEXT],
    ["A-2", "空的", None, None],
    [None, None, None, None],
    [3.0, "2022年政府工作报告", "2022年1月", TEXT + "二"],
]


def test_each_row_is_a_document_with_what_its_columns_state(tmp_path: Path) -> None:
    (tmp_path / "all.xlsx").write_bytes(workbook(ROWS))
    tables = read_sources(tmp_path)
    outcomes = dict(tables["sources"].select("source", "outcome").iter_rows())
    assert outcomes == {
        "all.xlsx#Sheet1!A-1": "kept", "all.xlsx#Sheet1!A-2": "refused", "all.xlsx#Sheet1!3": "kept",
    }  # fmt: skip
    text = tables["documents"].filter(source="all.xlsx#Sheet1!A-1")["raw_text"][0]
    assert text == f"---\n标题: 2021年政府工作报告\n发布日期: 2021-01-20\n---\n{TEXT}"
    assert tables["documents"]["encoding"].null_count() == 2
    assert [m for m in tables["issues"]["message"] if "row 4 of Sheet1 has no text" in m]


def test_the_catalogue_names_the_column(tmp_path: Path) -> None:
    (tmp_path / "all.xlsx").write_bytes(workbook([["序", "报告"], ["1", TEXT]]))
    assert set(read_sources(tmp_path)["sources"]["outcome"]) == {"refused"}
    (tmp_path / "catalogue.yaml").write_text(
        "documents:\n  - {id: x, file: all.xlsx, columns: {text: 报告}}\n", "utf-8"
    )
    tables = read_sources(tmp_path)
    assert tables["documents"]["raw_text"].to_list() == [TEXT] and tables["documents"]["source"][0].endswith(
        "#Sheet1!2"
    )


def test_a_row_that_moves_keeps_its_name(tmp_path: Path) -> None:
    first = {p.name: p.sha256 for p in row_pieces(workbook(ROWS), {})}
    moved = {p.name: p.sha256 for p in row_pieces(workbook([*ROWS[:2], *reversed(ROWS[2:])]), {})}
    assert first == moved


def test_no_column_of_texts() -> None:
    with pytest.raises(RefusedError, match="name it 正文"):
        list(row_pieces(workbook([["甲", "乙"], ["1", "2"]]), {}))


def with_part(book: bytes, name: str, content: bytes) -> bytes:
    """The workbook with one of its parts replaced."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            new.writestr(member, content if member == name else old.read(member))
    return made.getvalue()


def test_an_xml_bomb_and_a_zip_bomb_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    cell = '<c r="A1" t="inlineStr"><is><t>&a9;</t></is></c>'
    head = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{entities}]>'
    bomb = f'{head}<worksheet><sheetData><row r="1">{cell}</row></sheetData></worksheet>'
    with pytest.raises(RefusedError):
        list(row_pieces(with_part(workbook(ROWS), "xl/worksheets/sheet1.xml", bomb.encode()), {}))
    monkeypatch.setattr(spreadsheet, "MAX_UNPACKED", 1_000_000)
    with pytest.raises(RefusedError, match="unpacks to more"):
        list(row_pieces(with_part(workbook(ROWS), "docProps/app.xml", b"0" * 2_000_000), {}))


def test_a_broken_workbook_is_refused() -> None:
    with pytest.raises(RefusedError) as refused:
        list(row_pieces(with_part(workbook(ROWS), "xl/worksheets/sheet1.xml", b"<worksheet><sheet"), {}))
    assert refused.value.kind in ("unreadable", "not_text")


def test_a_workbook_whose_packed_bytes_are_spoiled_is_refused() -> None:
    book = workbook(ROWS)
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        at = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 60
    with pytest.raises(RefusedError, match="damaged"):
        list(row_pieces(book[:at] + b"\xff" * 40 + book[at + 40 :], {}))
