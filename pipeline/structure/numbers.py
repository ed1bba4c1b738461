"""Numbers of official documents: 杨府发〔2021〕11号, in every spelling."""

import re

_OPEN, _CLOSE = r"〔﹝\[（(【［『「{", r"〕﹞\]）)】］』」}"
# The office and kind of letter: 杨府办发, 国发, 沪府规, 发改社会; then year and serial (GB/T 9704-2012, 7.2.5).
_KIND = "发办函字规令政府电通呈报批任议知综文党委"
_OFFICE = rf"[\u4e00-\u9fff]{{1,12}}?(?:[\u4e00-\u9fff](?<=[{_KIND}])|[(（][\u4e00-\u9fff]{{1,3}}[)）])"
NUMBER = re.compile(
    rf"(?P<office>{_OFFICE})\s?第?\s?[{_OPEN}]\s?(?P<year>(?:19|20)\d\d)\s?年?\s?[{_CLOSE}]\s?(?:第\s?)?(?P<serial>\d{{1,5}})\s?号"
)
NUMBER_FORM = NUMBER.pattern.replace("?P<office>", "?:").replace("?P<year>", "?:").replace("?P<serial>", "?:")
"""The same without groups, to be put into other expressions."""
# A mirror dropped the brackets and 号: 杨府办20213. Only where it stands alone on its line.
_BARE = re.compile(
    r"(?P<office>[\u4e00-\u9fff]{1,8}[府政委局办](?:办|发|办发|规|函|字|规字)?)\s?(?P<year>20[0-3]\d)[-\s]?(?P<serial>\d{1,3})号?"
)
# A label that a page runs together with the number: 发文字号武政办〔2020〕1号.
_LABEL = re.compile(r"^.*(?:字号|文号|编号)(?=.)")
# An office of any name (沪建建, 京教基) where the number stands alone on its line.
_ALONE = re.compile(
    rf"[(（]?\s?(?P<office>[\u4e00-\u9fff]{{2,10}})\s?[{_OPEN}]\s?(?P<year>(?:19|20)\d\d)\s?年?\s?[{_CLOSE}]"
    r"\s?(?:第\s?)?(?P<serial>\d{1,5})\s?号\s?[)）]?"
)
_SERIAL_ORDER = re.compile(r"(?:[\u4e00-\u9fff]{2,20})?(?:令|公告)\s?第\s?\d{1,4}\s?号")


def canonical(found: re.Match[str]) -> str:
    """The form of GB/T 9704: office, year in 〔〕, serial without leading zeros, 号."""
    office = _LABEL.sub("", re.sub(r"[\s第]", "", found["office"]))
    return f"{office}〔{found['year']}〕{int(found['serial'])}号"


def read_number(line: str) -> tuple[str, str] | None:
    """Canonical form and wording of the number in a line of a title page, or None."""
    found = NUMBER.search(line) or _ALONE.fullmatch(line.strip()) or _BARE.fullmatch(line.strip())
    if found:
        written = found[0].strip()
        return canonical(found), _LABEL.sub("", written.strip("()（）") if found.re is _ALONE else written)
    order = _SERIAL_ORDER.fullmatch(line.strip())
    return (re.sub(r"\s", "", order[0]), order[0]) if order else None
