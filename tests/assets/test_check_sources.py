"""`make check-sources` names each mistake with its line, and fetches nothing."""

from pathlib import Path

import pytest

from assets.check_sources import main

CATALOGUE = """documents:
  - {id: a, file: a.txt}
  - {id: b, file: b.txt, issued_on: 2021-02-30}
  - {folder: reports, pattern: "*.pdf"}
  - {id: web, address: "http://127.0.0.1:9/never"}
"""


def test_each_mistake_is_named_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("各位代表:\n", "utf-8")
    (tmp_path / "catalogue.yaml").write_text(CATALOGUE, "utf-8")
    assert main(["--sources", str(tmp_path)]) == 1
    told = capsys.readouterr().out
    assert "warning catalogue.yaml, line 3: issued_on is '2021-02-30', which is no date" in told
    assert "error   catalogue.yaml, line 3: there is no file 'b.txt'" in told
    assert "warning catalogue.yaml, line 4: the folder 'reports' holds no file" in told
    assert "http://127.0.0.1:9/never: there is no copy of it" in told
    assert "2 file, 1 folder, 1 address. 1 documents to read" in told


def test_nothing_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("各位代表:\n", "utf-8")
    (tmp_path / "catalogue.yaml").write_text("documents:\n  - {id: a, file: a.txt}\n", "utf-8")
    assert main(["--sources", str(tmp_path)]) == 0
    assert capsys.readouterr().out.startswith("The catalogue names 1 file.")


def test_a_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--sources", str(tmp_path / "nothing")]) == 2
    assert "does not exist" in capsys.readouterr().err
