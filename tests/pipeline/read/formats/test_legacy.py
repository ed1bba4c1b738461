"""DOC, WPS, RTF and ODT: by way of LibreOffice where it is, refused with advice where it is not."""

import shutil
import stat
from pathlib import Path

import pytest

from pipeline.read.formats import legacy
from pipeline.read.formats.model import Hints, RefusedError
from tests.pipeline.read.formats.docx_files import docx, p

RTF = rb"{\rtf1\ansi\ansicpg936 \u20840?\u24066?\u29983?\u20135?\u24635?\u20540?\par \u22686?\u38271? 6.5%\par}"


def refused(data: bytes, name: str) -> RefusedError:
    with pytest.raises(RefusedError) as error:
        legacy.read(data, Hints(name))
    return error.value


def program(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a program in the place of LibreOffice."""
    found = folder / "soffice"
    found.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    found.chmod(found.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


def test_rtf_is_read_where_libreoffice_is() -> None:
    if not any(map(shutil.which, legacy.PROGRAMS)):
        pytest.skip("LibreOffice is not installed")
    try:
        made = legacy.read(RTF, Hints("a.rtf"))
    except RefusedError as error:
        if error.kind == "no_converter":
            pytest.skip("the Writer of LibreOffice is not installed")
        raise
    assert made.text == "全市生产总值\n增长 6.5%"
    assert made.media_type == "application/rtf"
    assert made.notes[0].message.startswith("converted by LibreOffice")


def test_without_a_converter_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    error = refused(RTF, "a.rtf")
    assert (error.kind, "install LibreOffice" in str(error)) == ("no_converter", True)


def test_a_converter_without_writer_is_no_converter(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program(tmp_path, "echo 'Error: source file could not be loaded'", monkeypatch)
    assert refused(RTF, "a.rtf").kind == "no_converter"


def test_what_the_converter_makes_is_read_with_its_version(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "ready.docx").write_bytes(docx(p("正文")))
    script = f"""if [ "$1" = --version ]; then echo LibreOffice 9.9.1 build; exit; fi
while [ $# -gt 1 ]; do [ "$1" = --outdir ] && out=$2; shift; done
mkdir -p "$out"; cp {tmp_path}/ready.docx "$out/$(basename "${{1%.*}}").docx\""""
    program(tmp_path, script, monkeypatch)
    made = legacy.read(b"\xd0\xcf\x11\xe0" + b"\0" * 600, Hints("a.wps"))
    assert (made.text, made.media_type, made.notes[0].message) == (
        "正文",
        "application/msword",
        "converted by LibreOffice 9.9.1",
    )


def test_a_converter_that_hangs_is_ended_with_its_children(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program(tmp_path, f"(sleep 3; touch {tmp_path}/alive) & sleep 60", monkeypatch)
    monkeypatch.setattr(legacy, "MAX_SECONDS", 1)
    error = refused(RTF, "a.rtf")
    assert (error.kind, "more than 1 seconds" in str(error)) == ("unreadable", True)
    assert not list(tmp_path.glob("alive"))


def test_a_protected_office_file_is_refused() -> None:
    data = b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le")
    assert "password" in str(refused(data, "a.docx"))


def test_a_file_too_large_to_convert_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legacy, "MAX_BYTES", 10)
    assert refused(RTF, "a.rtf").kind == "too_large"
