"""Reading the numerals of a text in order: each is given its role, and a quantity where it measures something."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.extract.cells import CellRead
from pipeline.extract.enumerations import Lent, lent_by_list
from pipeline.extract.measuring import role_of_quantity
from pipeline.extract.numerals import NumeralToken
from pipeline.extract.place import Place
from pipeline.extract.quantities import MINUS, Quantity, negative, quantity_at, with_unit_of
from pipeline.extract.ranks import RANK_SIGNS, rank_at
from pipeline.extract.roles import is_idiom, role_of
from pipeline.structure.model import Structure

# 0.6个、2.3个和3.7个百分点
_POINTS_LATER = re.compile(r"(?:[、和与及]\d{1,3}(?:\.\d{1,3})?个){1,8}百分点")
_ENCLOSED = re.compile(r"“[^“”\n]{1,24}”|《[^《》\n]{1,120}》")


class Read(NamedTuple):
    """Numerals read as one, from index `first` to `last`; their sentence (None outside all) and role.

    Only a `quantity`, which a figure has, takes in more than one. `lent` is what its list lends.
    """

    first: int
    last: int
    sentence: int | None
    role: str
    quantity: Quantity | None = None
    lent: Lent | None = None


def read_numerals(
    structure: Structure, numerals: Sequence[NumeralToken], cells: Mapping[int, CellRead]
) -> Iterator[Read]:
    """The numerals of the text in order, those that one quantity takes in read together; `cells` are read already."""
    text, sentences = structure.text, structure.sentences
    enclosures = [match.span() for match in _ENCLOSED.finditer(text)]
    index, at, around = 0, -1, -1
    previous: Read | None = None
    while index < len(numerals):
        if cells and (cell := cells.get(index)) is not None:
            yield Read(cell.first, cell.last, cell.sentence, cell.role)
            previous, index = None, cell.last + 1
            continue
        numeral = numerals[index]
        # Numerals, sentences and enclosures all stand in text order: the last that begins before the numeral holds it.
        while at + 1 < len(sentences) and sentences[at + 1].start <= numeral.start:
            at += 1
        if at < 0 or numeral.start >= sentences[at].end:
            yield Read(index, index, None, "list_mark")  # sentences begin after their list mark
            index += 1
            continue
        if is_idiom(text, numeral):
            previous = Read(index, index, at, "idiom")
            yield previous
            index += 1
            continue
        while around + 1 < len(enclosures) and enclosures[around + 1][0] <= numeral.start:
            around += 1
        enclosure = enclosures[around] if around >= 0 and enclosures[around][1] >= numeral.end else None
        read = _read_one(_place(text, numerals, index, enclosure), at, sentences[at].start, previous and previous.lent)
        if _continues_ordinals(text, numerals, previous, index):
            read = Read(index, index, at, "ordinal")
        elif sentences[at].role == "heading" and read.role == "figure" and numeral.form == "chinese":
            read = Read(index, index, at, "name")  # 十二条措施 in a heading names the thing
        elif read.role == "unknown" and sentences[at].role == "table":
            read = read._replace(role="other")
        yield read
        previous = read
        index = read.last + 1


def _place(text: str, numerals: Sequence[NumeralToken], index: int, enclosure: tuple[int, int] | None) -> Place:
    numeral = numerals[index]
    before, after = text[numeral.start - 1 : numeral.start], text[numeral.end : numeral.end + 1]
    if enclosure is None:
        return Place(text, numerals, index, numeral, before, after, quotation="", title=False)
    title = text[enclosure[0]] == "《"
    quotation = "" if title else text[enclosure[0] + 1 : enclosure[1] - 1]
    return Place(text, numerals, index, numeral, before, after, quotation, title)


def _read_one(place: Place, sentence: int, sentence_start: int, held: Lent | None) -> Read:
    """`held` is what the list that the numeral before stood in lends, found once for all its numbers."""
    if place.before in RANK_SIGNS and (rank := rank_at(place, sentence_start)) is not None:
        return Read(place.at, rank.last, sentence, "figure", rank)
    if role := role_of(place):
        return Read(place.at, place.at, sentence, role)
    quantity = quantity_at(place.text, place.numerals, place.at)
    lent = None
    if quantity.unit == "个" and _POINTS_LATER.match(place.text, quantity.unit_end):
        quantity = quantity._replace(unit="个百分点", base_unit="个百分点", unit_kind="rate")
    elif not quantity.unit and place.numeral.form == "digits":
        lent = held if held and held.last > place.at else lent_by_list(place)
        if isinstance(lent.what, str):
            return Read(place.at, place.at, sentence, lent.what, lent=lent)
        quantity = with_unit_of(quantity, lent.what) if lent.what else quantity
    if place.before and place.before in MINUS:
        quantity = negative(place.text, quantity)
    role = role_of_quantity(place, quantity, sentence_start)
    if role != "figure":
        return Read(place.at, place.at, sentence, role, lent=lent)
    return Read(place.at, quantity.last, sentence, role, quantity, lent)


def _continues_ordinals(text: str, numerals: Sequence[NumeralToken], previous: Read | None, index: int) -> bool:
    """三 in 第二、三批次."""
    if previous is None or previous.role != "ordinal" or previous.first != index - 1:
        return False
    gap = text[numerals[previous.first].end : numerals[index].start]
    return len(gap) == 1 and gap in "、和至-—"
