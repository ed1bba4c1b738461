"""The compiled copy: the same rows as the sources, in worker processes too, or a refusal that says what to do."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from assets import compiled
from tests.conftest import ROOT

_REPORT = """
import json
from hashlib import sha256
from multiprocessing import get_context

from assets.versions import rules_digest
from pipeline.extract import figures
from tests.conftest import ROOT, through_stages

tables = through_stages(ROOT / "sources")["structured"]
with get_context("spawn").Pool(1) as pool:
    worker = pool.apply(eval, ("__import__('pipeline.extract.figures', fromlist=['figures']).__file__",))
print(json.dumps({
    "modules": [figures.__file__, worker],
    "rules": rules_digest(),
    "rows": {name: sha256(repr(table.rows()).encode()).hexdigest() for name, table in tables.items()},
}))
"""


def run(code: str, *folders: Path) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join(map(str, (*folders, ROOT)))
    env = {**os.environ, "PYTHONSAFEPATH": "1", "PYTHONPATH": path, "PYTHONUTF8": "1"}
    return subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False)


@pytest.mark.skipif(not compiled.is_current(), reason="no compiled copy of these sources: `make test-fast` makes it")
def test_the_copy_gives_the_same_rows_as_the_sources() -> None:
    runs = [run(_REPORT), run(_REPORT, compiled.COPY)]
    assert [made.returncode for made in runs] == [0, 0], runs[0].stderr + runs[1].stderr
    plain, fast = (json.loads(made.stdout) for made in runs)
    assert all(file.endswith("figures.py") for file in plain["modules"])
    assert all(Path(file).is_relative_to(compiled.COPY) and not file.endswith(".py") for file in fast["modules"])
    assert fast["rules"] == plain["rules"]
    assert fast["rows"] == plain["rows"]


def test_a_missing_compiler_is_one_clear_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CC", "no-such-compiler")
    with pytest.raises(compiled.CompilerError, match="no C compiler: no-such-compiler is not found"):
        compiled.make(tmp_path / "fast")


def test_a_copy_that_could_not_be_compiled_does_not_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(folder: Path) -> None:
        raise compiled.CompilerError("no headers")

    monkeypatch.setenv("CC", sys.executable)
    monkeypatch.setattr(compiled, "_compile", fail)
    with pytest.raises(compiled.CompilerError):
        compiled.make(tmp_path / "fast")
    assert not (tmp_path / "fast").exists()


def test_a_copy_of_other_sources_refuses_to_be_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "fast"
    monkeypatch.setenv("CC", sys.executable)
    monkeypatch.setattr(compiled, "_compile", lambda folder: None)
    assert compiled.make(copy) and not compiled.make(copy)
    code = "import pipeline; print(pipeline.__file__)"
    assert run(code, copy).stdout.strip() == str(copy / "pipeline" / "__init__.py")
    (copy / compiled.STAMP).write_text("another digest")
    refused = run(code, copy)
    assert refused.returncode and "run `make fast`" in refused.stderr


def test_any_change_of_the_sources_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "ROOT", tmp_path)
    (tmp_path / "pipeline" / "__pycache__").mkdir(parents=True)
    seen = {compiled.digest()}
    for file, text in (("a.py", "1"), ("a.py", "2"), ("b.yaml", ""), ("c.yaml", "")):
        (tmp_path / "pipeline" / file).write_text(text)
        seen.add(compiled.digest())
    (tmp_path / "pipeline" / "a.py").unlink()
    seen.add(compiled.digest())
    assert len(seen) == 6
    (tmp_path / "pipeline" / "__pycache__" / "a.pyc").write_text("")
    assert compiled.digest() in seen
