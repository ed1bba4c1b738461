"""The short cut for plain numbers passes over none that a rule would claim."""

from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.extract import roles
from pipeline.extract.numerals import numerals_of
from pipeline.vocabulary.lists import terms

_WORDS = [*terms("number_words", "name_after"), *terms("number_words", "name_before")]
_SIGNS = "。每第-./:：∶[］(（)）〔〕+×*&_=AZａ年月日号时世个万%，、家"
_PIECES = st.sampled_from(
    [*_WORDS, *_SIGNS, "5", "12", "300", "1850", "2023", "26.7", "1950万", "12345", "年代", "世纪", "街坊", "发", "是"]
)


@given(st.lists(_PIECES, max_size=8).map("".join))
@example("A3-12个")
@example("〔12]号")
@example("1。5个")
@example("3月28、29日")
def test_a_plain_number_is_one_that_no_rule_claims(text: str) -> None:
    numerals = list(numerals_of(text))
    for at, numeral in enumerate(numerals):
        before, after = text[numeral.start - 1 : numeral.start], text[numeral.end : numeral.end + 1]
        place = roles.Place(text, numerals, at, numeral, before, after, quotation="", title=False)
        if roles._is_plain(place):
            assert [rule.__name__ for rule in roles._DIGIT_RULES if rule(place)] == []
