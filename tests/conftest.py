"""What several tests share: the five documents taken through every stage once, without Dagster."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pytest
from pipeline.clean.stage import clean
from pipeline.deduplicate.stage import deduplicate

from pipeline.extract.stage import structured
from pipeline.publish.release import assemble
from pipeline.read.stage import read_sources

ROOT = Path(__file__).resolve().parents[1]
Stages = Mapping[str, dict[str, pl.DataFrame]]


@pytest.fixture(scope="session")
def stages() -> Stages:
    """Stage name to its tables, and "published" to the release, made from `sources/`."""
    raw = read_sources(ROOT / "sources")
    cleaned = clean(raw)
    deduplicated = deduplicate({**cleaned, "sources": raw["sources"]})
    made = {"raw": raw, "cleaned": cleaned, "deduplicated": deduplicated, "structured": structured(deduplicated)}
    return {**made, "published": assemble(made)}
