"""PDF that is damaged, huge or made to harm: no harm but to the process that reads it."""

import zlib

import pytest

from pipeline.read.formats import pdf as reader
from pipeline.read.formats.model import Hints, RefusedError
from tests.pipeline.read.formats.pdf_files import lines_of, page, pdf

LINES = lines_of(["全市生产总值增长6.5%，一般公共预算收入增长8.2%，固定资产投资增长10%。"])


def refused(data: bytes) -> RefusedError:
    with pytest.raises(RefusedError) as error:
        reader.read(data, Hints("a.pdf"))
    return error.value


def raw_pdf(*objects: bytes) -> bytes:
    """A PDF of these objects, the first its catalogue; without a cross-reference table, which readers must rebuild."""
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (i, o) for i, o in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer\n<</Root 1 0 R /Size %d>>\n%%%%EOF\n" % (len(objects) + 1)


def stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d %s>>\nstream\n%s\nendstream" % (len(data), more, data)


def test_a_broken_cross_reference_is_rebuilt() -> None:
    data = pdf([page(LINES)])
    assert reader.read(data.replace(b"startxref\n", b"startxref\n9"), Hints()).text == "\n".join(LINES)


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4 nothing more", b"", b"\0" * 1_000])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    assert refused(data).kind == "unreadable"


def test_a_truncated_file_is_refused() -> None:
    data = pdf([page(LINES)])
    assert refused(data[: len(data) // 2]).kind == "unreadable"


def test_a_document_without_pages_is_refused() -> None:
    empty = raw_pdf(b"<</Type/Catalog /Pages 2 0 R>>", b"<</Type/Pages /Kids[] /Count 0>>")
    assert refused(empty).kind == "unreadable"


def test_pages_that_hold_themselves_end() -> None:
    loop = raw_pdf(b"<</Type/Catalog /Pages 2 0 R>>", b"<</Type/Pages /Kids[2 0 R] /Count 1>>")
    assert refused(loop).kind in ("unreadable", "empty")


def test_a_form_that_draws_itself_ends() -> None:
    form = stream(b"/F Do", b"/Type/XObject /Subtype/Form /BBox[0 0 9 9] /Resources<</XObject<</F 4 0 R>>>>")
    loop = raw_pdf(
        b"<</Type/Catalog /Pages 2 0 R>>",
        b"<</Type/Pages /Kids[3 0 R] /Count 1>>",
        b"<</Type/Page /Parent 2 0 R /MediaBox[0 0 9 9] /Contents 5 0 R /Resources<</XObject<</F 4 0 R>>>>>>",
        form,
        stream(b"/F Do"),
    )
    assert refused(loop).kind in ("unreadable", "empty")


def test_a_bomb_ends_its_own_process_only(monkeypatch: pytest.MonkeyPatch) -> None:
    content = zlib.compress(b"BT /F 9 Tf 1 1 Td " + b"(aaaaaaaaaaaaaaaaaaaa)Tj " * 400_000 + b"ET", 9)
    bomb = raw_pdf(
        b"<</Type/Catalog /Pages 2 0 R>>",
        b"<</Type/Pages /Kids[3 0 R] /Count 1>>",
        b"<</Type/Page /Parent 2 0 R /MediaBox[0 0 999 999] /Contents 5 0 R /Resources<</Font<</F 4 0 R>>>>>>",
        b"<</Type/Font /Subtype/Type1 /BaseFont/Helvetica>>",
        stream(content, b"/Filter/FlateDecode"),
    )
    monkeypatch.setattr(reader, "MAX_SECONDS", 2)
    assert refused(bomb).kind == "unreadable"


def test_fonts_that_do_not_tell_their_characters_are_no_text() -> None:
    glyphs = "".join(f"{i:04x}" for i in range(20, 80)).encode()
    mute = raw_pdf(
        b"<</Type/Catalog /Pages 2 0 R>>",
        b"<</Type/Pages /Kids[3 0 R] /Count 1>>",
        b"<</Type/Page /Parent 2 0 R /MediaBox[0 0 999 999] /Contents 6 0 R /Resources<</Font<</F 4 0 R>>>>>>",
        b"<</Type/Font /Subtype/Type0 /BaseFont/Mute /Encoding/Identity-H /DescendantFonts[5 0 R]>>",
        b"<</Type/Font /Subtype/CIDFontType2 /BaseFont/Mute /CIDSystemInfo<</Registry(Adobe) /Ordering(Identity)"
        b" /Supplement 0>> /FontDescriptor<</Type/FontDescriptor /FontName/Mute /Flags 4>> >>",
        stream(b"BT /F 12 Tf 20 700 Td <" + glyphs + b"> Tj ET"),
    )
    assert refused(mute).kind == "no_text_layer"


def test_a_crash_of_the_child_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "CHILD", ["-c", "import os; os.kill(os.getpid(), 11)"])
    assert "signal 11" in str(refused(pdf([page(LINES)])))


def test_what_the_child_says_last_stands_in_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "CHILD", ["-c", "raise MemoryError('no more')"])
    assert "MemoryError: no more" in str(refused(pdf([page(LINES)])))


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_PAGES", 2)
    error = refused(pdf([page(LINES)] * 3))
    assert (error.kind, "3 pages" in str(error)) == ("too_large", True)


def test_two_thousand_pages_are_read() -> None:
    def short(number: int) -> "object":
        return lambda canvas: (canvas.setFont("Helvetica", 12), canvas.drawString(90, 700, f"{number}"))

    pages = [page(LINES), *(short(i) for i in range(1, 2_000))]
    made = reader.read(pdf(pages), Hints()).text.split("\f")  # type: ignore[arg-type]
    assert len(made) == 2_000
    assert made[1_999] == "1999"
    assert made[0] == "\n".join(LINES)


def test_any_spoiled_stretch_is_refused_or_read() -> None:
    data = pdf([page(LINES)])
    for at in range(20, len(data), 400):
        try:
            reader.read(data[:at] + b"\xff\0(<<" + data[at + 5 :], Hints())
        except RefusedError as error:
            assert error.kind in ("unreadable", "empty", "too_large", "no_text_layer")
