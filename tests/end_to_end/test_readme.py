"""What the README says is true: its queries run, its examples are of this release, its commands exist."""

import re
from pathlib import Path

import duckdb
import pytest

from pipeline.publish.examples import language_of, read_release, with_fresh_parts
from tests.conftest import ROOT

PAGES = [ROOT / "README.md", ROOT / "README.zh.md"]


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page.read_text("utf-8"), re.M | re.S)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_the_sql_runs_and_finds_rows(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    queries = blocks(page, "sql")
    assert queries
    for query in queries:
        assert duckdb.sql(query).fetchall()


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_the_python_runs(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    programs = blocks(page, "python")
    assert programs
    for program in programs:
        scope: dict[str, object] = {}
        exec(program, scope)
        assert scope["leaders"].height  # type: ignore[attr-defined]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_examples_and_accuracy_are_of_this_release(page: Path) -> None:
    text = page.read_text("utf-8")
    assert text == with_fresh_parts(text, read_release(ROOT / "output"), language_of(page)), "run `make readme`"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_commands_and_links_exist(page: Path) -> None:
    text, makefile = page.read_text("utf-8"), (ROOT / "Makefile").read_text("utf-8")
    for command in re.findall(r"\bmake ([a-z-]+)", text):
        if command not in ("it", "that"):
            assert re.search(rf"^{command}:", makefile, re.M), command
    for link in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (ROOT / link).exists(), link
