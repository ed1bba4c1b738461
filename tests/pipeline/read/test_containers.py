"""ZIP archives: every document in them, whatever their names are written in, and nothing outside or without bound."""

import io
import stat
import zipfile
from pathlib import Path

import pytest

from pipeline.read import containers
from pipeline.read.containers import read_member, zip_pieces
from pipeline.read.formats.model import RefusedError
from pipeline.read.stage import read_sources

TEXT = "各位代表,现在我代表区人民政府向大会作政府工作报告,请予审议。\n"


def zipped(path: Path, members: dict[str, bytes | str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def with_gbk_name(path: Path, name: str) -> Path:
    """An archive as Chinese systems write it: the bytes of the name are GB18030, and nothing says so."""
    stand_in = "x" * len(name.encode("gb18030"))
    zipped(path, {stand_in: TEXT})
    path.write_bytes(path.read_bytes().replace(stand_in.encode(), name.encode("gb18030")))
    return path


def test_every_document_of_an_archive_is_read(tmp_path: Path) -> None:
    zipped(tmp_path / "all.zip", {"a.txt": TEXT, "2021/报告.md": "# 报告\n" + TEXT, "__MACOSX/a.txt": "x", "2021/": ""})
    tables = read_sources(tmp_path)
    assert set(tables["documents"]["source"]) == {"all.zip/2021/报告.md", "all.zip/a.txt"}
    assert set(tables["sources"]["outcome"]) == {"kept"}


def test_names_in_gbk(tmp_path: Path) -> None:
    with_gbk_name(tmp_path / "a.zip", "政府工作报告.txt")
    assert [p.name for p in zip_pieces(tmp_path / "a.zip", 10**6)] == ["政府工作报告.txt"]


@pytest.mark.parametrize("name", ["../../etc/evil.txt", "/etc/evil.txt", "C:/evil.txt", "a/../../evil.txt"])
def test_a_path_out_of_the_archive_is_refused_and_its_neighbours_are_kept(tmp_path: Path, name: str) -> None:
    zipped(tmp_path / "a.zip", {name: TEXT, "good.txt": TEXT})
    evil, good = zip_pieces(tmp_path / "a.zip", 10**6)
    assert evil.refusal and "out of the archive" in str(evil.refusal)
    assert good.refusal is None and read_member(tmp_path / "a.zip", 1, 10**6).decode() == TEXT


def test_a_link_an_archive_inside_and_an_encrypted_member_are_refused(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("x.txt", TEXT)
    zipped(tmp_path / "a.zip", {"inner.zip": inner.getvalue(), "good.txt": TEXT})
    with zipfile.ZipFile(tmp_path / "a.zip", "a") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    made = {p.name: p.refusal and str(p.refusal) for p in zip_pieces(tmp_path / "a.zip", 10**6)}
    assert "archive inside an archive" in str(made["inner.zip"]) and "a link" in str(made["link.txt"])
    assert made["good.txt"] is None
    data = bytearray(zipped(tmp_path / "b.zip", {"secret.txt": TEXT}).read_bytes())
    for signature, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = data.find(signature)
        data[place + at] |= 1
    (tmp_path / "b.zip").write_bytes(data)
    assert "encrypted" in str(next(iter(zip_pieces(tmp_path / "b.zip", 10**6))).refusal)


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    zipped(tmp_path / "a.zip", {"bomb.txt": b"0" * 50_000_000, "good.txt": TEXT})
    bomb, good = zip_pieces(tmp_path / "a.zip", 1_000_000)
    assert bomb.refusal and bomb.refusal.kind == "too_large" and good.refusal is None
    monkeypatch.setattr(containers, "MAX_UNPACKED", 10)
    assert all(p.refusal for p in zip_pieces(tmp_path / "a.zip", 1_000_000))
    monkeypatch.setattr(containers, "MAX_MEMBERS", 1)
    with pytest.raises(RefusedError, match="2 files in one archive"):
        list(zip_pieces(tmp_path / "a.zip", 1_000_000))


def test_a_broken_archive_is_refused_with_its_reason(tmp_path: Path) -> None:
    good = zipped(tmp_path / "a.zip", {"a.txt": TEXT * 50, "b.txt": TEXT}).read_bytes()
    (tmp_path / "cut.zip").write_bytes(good[: len(good) // 2])
    (tmp_path / "spoiled.zip").write_bytes(good[:60] + bytes(20) + good[80:])
    (tmp_path / "empty.zip").write_bytes(zipped(tmp_path / "e.zip", {}).read_bytes())
    (tmp_path / "e.zip").unlink()
    tables = read_sources(tmp_path)
    outcome = dict(tables["sources"].select("source", "outcome").iter_rows())
    assert outcome["cut.zip"] == "refused" and outcome["a.zip/a.txt"] == "kept"
    assert outcome["spoiled.zip/a.txt"] == "refused" and outcome["spoiled.zip/b.txt"] == "kept"
    refused = {s for s, o in outcome.items() if o == "refused"}
    assert refused <= set(tables["issues"]["source"])


def test_a_lying_directory_does_not_get_past_the_bound(tmp_path: Path) -> None:
    data = bytearray(zipped(tmp_path / "a.zip", {"a.txt": b"0" * 5_000_000}).read_bytes())
    for signature, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = data.find(signature)
        data[place + at : place + at + 4] = (10).to_bytes(4, "little")
    (tmp_path / "a.zip").write_bytes(data)
    (piece,) = zip_pieces(tmp_path / "a.zip", 1_000_000)
    assert piece.refusal is not None
