"""The law that provenance rests on: base text plus changes is the text, whatever the rules did before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text import Change, Edit, TracedText, replay


@st.composite
def edit_rounds(draw: st.DrawFn) -> tuple[str, list[list[tuple[int, int, str]]]]:
    """A raw text, and rounds of edits as fractions of whatever the text has become by then."""
    raw = draw(st.text(alphabet="甲乙丙丁戊己", max_size=30))
    points = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 6), st.text(alphabet="abc", max_size=3)), max_size=5)
    return raw, draw(st.lists(points, max_size=5))


def applicable(rounds: list[tuple[int, int, str]], length: int) -> list[Edit]:
    edits, position = [], 0
    for start, width, after in sorted(rounds):
        start, end = max(start, position), min(max(start, position) + width, length)
        if start <= end:
            edits.append(Edit(start, end, after, "rule", "noise"))
            position = end + (start == end)
    return edits


def naive(text: str, edits: list[Edit]) -> str:
    for e in reversed(edits):
        text = text[: e.start] + e.after + text[e.end :]
    return text


@given(edit_rounds())
def test_raw_text_and_changes_give_the_text(case: tuple[str, list[list[tuple[int, int, str]]]]) -> None:
    raw, rounds = case
    traced = TracedText(raw)
    for wanted in rounds:
        edits = applicable(wanted, len(traced.text))
        expected = naive(traced.text, edits)
        traced = traced.edit(edits)
        assert traced.text == expected
        assert replay(raw, traced.changes) == expected
        assert TracedText(raw, changes=traced.changes).text == expected


@given(edit_rounds())
def test_kept_characters_lead_back_to_themselves(case: tuple[str, list[list[tuple[int, int, str]]]]) -> None:
    raw, rounds = case
    traced = TracedText(raw)
    for wanted in rounds:
        traced = traced.edit(applicable(wanted, len(traced.text)))
    last = 0
    for i, character in enumerate(traced.text):
        start, end = traced.raw_span(i, i + 1)
        assert last <= start or character in "abc"
        if character not in "abc":
            assert (raw[start:end] == character) or any(c.raw_start <= start < c.raw_end for c in traced.changes)
        last = start


def test_a_later_edit_takes_an_earlier_change_over() -> None:
    traced = TracedText("甲乙丙丁").edit([Edit(1, 3, "子丑", "first", "wording")])
    traced = traced.edit([Edit(2, 4, "寅", "second", "noise", "likely")])
    assert traced.text == "甲子寅"
    assert traced.changes == [Change(1, 4, "子寅", "first+second", "noise", "likely")]


def test_a_span_over_a_removed_stretch_covers_it() -> None:
    traced = TracedText("甲乙丙丁").edit([Edit(1, 3, "", "noise", "noise")])
    assert traced.raw_span(0, 2) == (0, 4)
    assert traced.raw_span(1, 2) == (3, 4)


@pytest.mark.parametrize("edit", [Edit(3, 5, "", "r", "noise"), Edit(2, 1, "", "r", "noise")])
def test_an_edit_outside_the_text_is_refused(edit: Edit) -> None:
    with pytest.raises(ValueError, match="leaves the text"):
        TracedText("甲乙丙丁").edit([edit])


def test_a_base_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="converted text has 1"):
        TracedText("甲乙", "甲")
