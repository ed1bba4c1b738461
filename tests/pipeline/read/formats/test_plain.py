"""Plain text whose characters were lost when it was saved is refused."""

import pytest

from pipeline.read.formats.model import Hints, RefusedError
from pipeline.read.formats.plain import read


def test_a_text_of_question_marks_is_refused() -> None:
    with pytest.raises(RefusedError, match="question marks"):
        read("????,?????????!\n\n??????,?????«????»2021?".encode(), Hints())


def test_a_text_that_asks_questions_is_read() -> None:
    text = "怎么看？怎么办？要深化改革，要扩大开放。\n为什么？"
    assert read(text.encode(), Hints()).text == text
