"""`make fast`: a copy of `pipeline` in build/fast, its structure and extraction compiled to C by mypyc.

The copy gives the same rows, faster; `make dataset FAST=1` and `make bench-extract` put it before the sources on
PYTHONPATH. The sources stay the truth: the copy refuses to be imported once it is not theirs any more.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
COPY = ROOT / "build" / "fast"
STAMP = "made_of.txt"
"""In a copy: the digest of what it was made of."""

COMPILED = (
    *("structure/*.py", "extract/*.py"),
    *("vocabulary/words.py", "vocabulary/phrases.py", "tables/identity.py"),
)
NOT_COMPILED = frozenset({"__init__.py", "stage.py"})
"""Packages have nothing to compile, and a stage only hands tables over."""

_MYPY = ("--config-file=", "--ignore-missing-imports", "--follow-imports=silent")

_REFUSAL = """
from pathlib import Path as _Path
import runpy as _runpy

_made = _runpy.run_path({script!r})
if not _made["is_current"](_Path(__file__).parents[1]):
    raise ImportError(
        "the compiled copy in build/fast is not of these sources or this Python: run `make fast`, "
        "or leave out FAST=1 and take build/fast from PYTHONPATH"
    )
"""


class CompilerError(Exception):
    """The copy could not be compiled; the message says what is missing."""


def digest() -> str:
    """Of all that a copy is made of: the package, this module, and the Python that it is compiled for."""
    found = sha256(f"{sys.implementation.cache_tag} {sysconfig.get_platform()}".encode())
    found.update(Path(__file__).read_bytes())
    for file in sorted((ROOT / "pipeline").rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            found.update(f"\0{file.relative_to(ROOT).as_posix()}\0".encode() + file.read_bytes())
    return found.hexdigest()


def is_current(copy: Path = COPY) -> bool:
    """Whether there is a copy, and it is of the sources as they are now."""
    stamp = copy / STAMP
    return stamp.is_file() and stamp.read_text("utf-8") == digest()


def make(copy: Path = COPY) -> bool:
    """Makes the copy anew unless it is current; whether that was needed. It stands only when it is complete.

    Raises CompilerError when there is no C compiler, or compiling fails.
    """
    if is_current(copy):
        return False
    compiler = (os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc").split()[0]
    if shutil.which(compiler) is None:
        raise CompilerError(f"no C compiler: {compiler} is not found. All works without, only slower: leave out FAST=1")
    copy.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f"{copy.name}-", dir=copy.parent) as begun:
        made = Path(begun) / copy.name
        _write(made)
        shutil.rmtree(copy, ignore_errors=True)
        made.rename(copy)
    return True


def _write(folder: Path) -> None:
    # The digest comes first: a source that changes meanwhile leaves a copy that is stale, not one that seems current.
    made_of = digest()
    shutil.copytree(ROOT / "pipeline", folder / "pipeline", ignore=shutil.ignore_patterns("__pycache__"))
    _compile(folder)
    with (folder / "pipeline" / "__init__.py").open("a", encoding="utf-8") as package:
        package.write(_REFUSAL.format(script=str(Path(__file__))))
    (folder / STAMP).write_text(made_of, "utf-8")


def _compile(folder: Path) -> None:
    command = [sys.executable, "-P", "-m", "mypyc", *_MYPY, *_modules(folder)]
    env = os.environ | {"MYPYC_OPT_LEVEL": "2", "MYPYC_DEBUG_LEVEL": "0"}
    done = subprocess.run(
        command, cwd=folder, env=env, capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    if done.returncode:
        said = "\n".join((done.stdout + done.stderr).splitlines()[-20:])
        raise CompilerError(
            f"{said}\ncompiling failed (a C compiler and Python's headers are needed; the last lines stand above). "
            "All works without, only slower: leave out FAST=1"
        )
    shutil.rmtree(folder / "build", ignore_errors=True)


def _modules(folder: Path) -> Iterator[str]:
    for pattern in COMPILED:
        for file in sorted((folder / "pipeline").glob(pattern)):
            if file.name not in NOT_COMPILED:
                yield file.relative_to(folder).as_posix()


def main() -> int:
    """Makes the copy; 0 when it stands, 1 when it could not be compiled."""
    try:
        print(f"Compiling into {COPY.relative_to(ROOT)} (about two minutes)…", flush=True) if not is_current() else None
        print("Compiled." if make() else f"{COPY.relative_to(ROOT)} is of these sources already.")
    except CompilerError as error:
        print(f"make fast: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
