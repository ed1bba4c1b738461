"""The title that a file states in its properties, where the text bears it out."""

import re

_WITHIN = 1_000
_SHORTEST, _LONGEST = 4, 100
_HAN = re.compile("[\u4e00-\u9fff]")


def stated_title(title: str, text: str) -> dict[str, str]:
    """`{"标题": title}` where the text's beginning holds the title; else nothing.

    Most titles in the properties of files are those of another file that served as a template, or a file name.
    """
    title = " ".join(title.split())
    said, shown = "".join(title.split()), "".join(text[:_WITHIN].split())
    sane = _SHORTEST <= len(said) <= _LONGEST and _HAN.search(said)
    return {"标题": title} if sane and said in shown else {}
