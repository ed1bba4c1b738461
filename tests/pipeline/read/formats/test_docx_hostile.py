"""DOCX made to harm: bombs, entities, references outside, damage. Each is refused with a reason, or read safely."""

import zipfile
from io import BytesIO

import pytest

from pipeline.read.formats import docx_package
from pipeline.read.formats.docx import read
from pipeline.read.formats.model import Hints, RefusedError
from tests.pipeline.read.formats.docx_files import docx, p

BOMB = (
    '<!DOCTYPE z [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)


def refused(data: bytes) -> RefusedError:
    with pytest.raises(RefusedError) as error:
        read(data, Hints("a.docx"))
    return error.value


def test_an_entity_bomb_is_refused() -> None:
    assert refused(docx(p("&i;"), prolog=BOMB)).kind == "unreadable"


def test_an_external_entity_is_refused() -> None:
    prolog = '<!DOCTYPE z [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    assert "document type" in str(refused(docx(p("&x;"), prolog=prolog)))


def test_a_document_type_behind_a_long_comment_is_refused() -> None:
    assert refused(docx(p("x"), prolog=f"<!--{' ' * 10_000}-->" + BOMB)).kind == "unreadable"


def test_a_part_larger_than_allowed_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_package, "MAX_PART", 100_000)
    assert refused(docx(p("空" * 200_000))).kind == "too_large"


def test_a_part_that_lies_about_its_size_is_not_unpacked_further(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_package, "MAX_PART", 100_000)
    data = bytearray(docx(p(" " * 5_000_000 + "x")))
    entry = data.rfind(b"PK\x01\x02", 0, data.rfind(b"word/document.xml"))
    data[entry + 24 : entry + 28] = (1_000).to_bytes(4, "little")
    assert refused(bytes(data)).kind in ("too_large", "unreadable")


def test_too_many_parts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_package, "MAX_ENTRIES", 10)
    extra = {f"word/media/{i}.png": b"" for i in range(20)}
    assert refused(docx(p("x"), extra=extra)).kind == "too_large"


def test_macros_and_references_outside_are_passed_over() -> None:
    outside = '<w:altChunk r:id="r9"/><w:subDoc r:id="r9"/>'
    data = docx(p("正文") + outside, extra={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0macro"})
    assert read(data, Hints("a.docm")).text == "正文"


def test_depth_without_end_is_refused() -> None:
    data = docx("<w:sdt><w:sdtContent>" * 5_000 + "</w:sdtContent></w:sdt>" * 5_000)
    assert refused(data).kind == "unreadable"


def test_a_merged_cell_cannot_multiply_a_text_without_end() -> None:
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="999999"/></w:tcPr>{p("长")}</w:tc>'
    made = read(docx(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>"), Hints())
    assert made.text.count("长") == 200


def test_a_path_that_leads_out_of_the_package_finds_nothing() -> None:
    data = docx(p("正文"))
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'"word/document.xml"', b'"../../../etc/passwd"'))
    assert refused(made.getvalue()).kind == "unreadable"


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_a_truncated_file_is_refused(share: float) -> None:
    data = docx(p("正文" * 1_000))
    assert refused(data[: int(len(data) * share)]).kind == "unreadable"


def test_any_spoiled_byte_is_refused_or_read() -> None:
    data = docx(p("全市生产总值增长6.5%。" * 20))
    for at in range(0, len(data), 7):
        spoiled = data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]
        try:
            read(spoiled, Hints())
        except RefusedError as error:
            assert error.kind in ("unreadable", "empty", "too_large")
