"""A text without full stops stays a text of bounded sentences."""

from pipeline.structure.sentences import split_sentences


def test_a_stretch_without_end_marks_is_cut_at_clause_marks() -> None:
    text = "完成加装电梯101台," * 2000
    spans = list(split_sentences(text, 0, len(text)))
    assert all(end - start <= 1000 for start, end in spans)
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(text[end - 1] == "," for _, end in spans)


def test_a_stretch_without_any_mark_is_cut_all_the_same() -> None:
    text = "长" * 3_500
    assert [end - start for start, end in split_sentences(text, 0, len(text))] == [1000, 1000, 1000, 500]


def test_a_sentence_of_usual_length_is_left_whole() -> None:
    text = "推进旧区改造," * 100 + "完成收尾。"
    assert list(split_sentences(text, 0, len(text))) == [(0, len(text))]
