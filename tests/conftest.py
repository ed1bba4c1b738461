"""What several tests share: the five documents taken through every stage once, without Dagster."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pytest
from hypothesis import settings

from pipeline.clean.stage import clean
from pipeline.deduplicate.stage import deduplicate
from pipeline.extract.stage import structured
from pipeline.publish.release import assemble
from pipeline.read.stage import read_sources

# A busy machine is no failure: how long a rule takes is for the benchmarks to say.
settings.register_profile("project", deadline=None)
settings.load_profile("project")

ROOT = Path(__file__).resolve().parents[1]
Stages = Mapping[str, dict[str, pl.DataFrame]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What runs in processes of its own takes longest: first, so that no worker is left alone with it at the end."""
    items.sort(key=lambda item: "end_to_end" not in item.path.parts)


def through_stages(sources: Path) -> Stages:
    """Stage name to its tables, and "published" to the release, made from a folder of documents."""
    raw = read_sources(sources)
    cleaned = clean(raw)
    deduplicated = deduplicate({**cleaned, "sources": raw["sources"]})
    made = {"raw": raw, "cleaned": cleaned, "deduplicated": deduplicated, "structured": structured(deduplicated)}
    return {**made, "published": assemble(made)}


@pytest.fixture(scope="session")
def stages() -> Stages:
    """The same for the five documents."""
    return through_stages(ROOT / "sources")
