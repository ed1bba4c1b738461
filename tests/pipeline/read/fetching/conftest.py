"""Sites, an archive and quick settings for the tests of fetching. No request leaves this machine."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fetching_bench import QUICK, Bench, Hourglass
from loopback import Site

from pipeline.read.fetching.archive import Archive


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(Archive(tmp_path / "fetched"), QUICK, Hourglass())


@pytest.fixture
def new_site() -> Iterator[Callable[[], Site]]:
    sites: list[Site] = []

    def start() -> Site:
        sites.append(Site())
        return sites[-1]

    yield start
    for site in sites:
        site.stop()


@pytest.fixture
def site(new_site: Callable[[], Site]) -> Site:
    return new_site()
