"""How long is waited before a retry, whatever a server says."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.read.fetching.retries import read_retry_after, waiting_time
from pipeline.read.fetching.settings import Settings

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("120", 120.0),
        (" 7 ", 7.0),
        ("Sun, 22 Nov 2026 00:01:00 GMT", 60.0),
        ("Sunday, 22-Nov-26 00:01:00 GMT", 60.0),
        ("Sat, 21 Nov 2026 00:00:00 GMT", 0.0),
        ("Sun, 22 Nov 2026 00:01:00 -0000", 60.0),
        ("", None),
        (None, None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("٣", None),
        ("Sun, 99 Nov 2026 00:01:00 GMT", None),
    ],
)
def test_retry_after_is_a_number_or_a_date(said: str | None, seconds: float | None) -> None:
    assert read_retry_after(said, NOW) == seconds


@settings(max_examples=50)
@given(st.text() | st.from_regex(r"[A-Z][a-z]{2}, [0-9]{1,3} [A-Z][a-z]{2} [0-9]{1,6} [0-9:]{1,9}( [-+A-Z0-9]{1,5})?"))
def test_any_retry_after_reads_as_seconds_or_nothing(said: str) -> None:
    seconds = read_retry_after(said, NOW)
    assert seconds is None or seconds >= 0


@given(st.integers(1, 2000), st.none() | st.floats(0, 1e12), st.floats(0, 1))
def test_no_wait_is_longer_than_the_limits(made: int, retry_after: float | None, chance: float) -> None:
    limits = Settings()
    wait = waiting_time(made, retry_after, limits, chance)
    if wait is None:
        assert retry_after is not None
        assert retry_after > limits.retry_after_limit
    else:
        assert (retry_after or 0) <= wait <= max(limits.backoff_limit, limits.retry_after_limit)
