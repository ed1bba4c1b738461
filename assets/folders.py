"""Where a run reads and writes; the defaults are the five documents and the release of this repository."""

import os
from hashlib import sha256
from pathlib import Path

import dagster as dg

ROOT = Path(__file__).resolve().parents[1]
HOME = Path(os.environ.setdefault("DAGSTER_HOME", str(ROOT / ".dagster")))
"""Run history, logs and stage tables; not under version control."""


def prepare_home() -> None:
    """Make DAGSTER_HOME ready: the instance's settings, and no welcome dialog over the first page."""
    (HOME / ".nux").mkdir(parents=True, exist_ok=True)
    (HOME / ".nux" / "nux.yaml").write_text("seen: 1\n", "utf-8")
    settings = HOME / "dagster.yaml"
    if not settings.exists():
        settings.symlink_to(ROOT / "dagster.yaml")


class Folders(dg.ConfigurableResource):  # type: ignore[type-arg]
    """`sources`: the documents and their catalogue. `output`: where the release goes.

    The environment variables DISTRICT_SOURCES and DISTRICT_OUTPUT set other defaults than those of the repository.
    """

    sources: str = os.environ.get("DISTRICT_SOURCES", str(ROOT / "sources"))
    output: str = os.environ.get("DISTRICT_OUTPUT", str(ROOT / "output"))

    @property
    def sources_path(self) -> Path:
        """The source folder, absolute."""
        return Path(self.sources).expanduser().resolve()

    @property
    def output_path(self) -> Path:
        """The release folder, absolute."""
        return Path(self.output).expanduser().resolve()

    @property
    def stages_path(self) -> Path:
        """Where the stage tables of this release stand: one folder for each release folder, so that none mix."""
        name = sha256(str(self.output_path).encode()).hexdigest()[:12]
        return HOME / "stages" / f"{self.output_path.name}-{name}"
