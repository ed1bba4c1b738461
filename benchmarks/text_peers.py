"""The comparisons of bench-text: one function each, from the texts to paragraphs of Markdown."""

from argparse import Namespace
from base64 import b64encode
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from itertools import product

import near_copies as planting
from documents import SOURCES, Texts, count
from opencc import OpenCC  # of opencc-python-reimplemented
from peer import Peer, own_python
from report import speeds
from rounds import Contender, each, race, timed

from pipeline.clean import script
from pipeline.clean.furniture import furniture
from pipeline.clean.markup import markup
from pipeline.clean.space import line_ends, space
from pipeline.clean.stage import clean_text
from pipeline.clean.width import width
from pipeline.deduplicate.sketches import near_copies
from pipeline.read.encodings import decode
from pipeline.text import TracedText

ENCODINGS = ("utf-8", "gb18030", "utf-16", "big5hkscs")


def conversion(texts: Texts, options: Namespace) -> list[str]:
    """Traditional to Simplified; the result is the characters that differ from OpenCC in C++."""
    traditional = [OpenCC("s2t").convert(text) for text in texts.full]
    made = script.version()

    def convert() -> list[str]:
        return [script.apply(text, made) for text in traditional]

    own = Contender("ours (`script.apply`)", count(traditional), timed(convert))
    with Peer("opencc", traditional) as fast, Peer("opencc-python-reimplemented", traditional, own_python()) as slow:
        contenders = [own, fast.contender("OpenCC {} in C++"), slow.contender("opencc-python-reimplemented {}")]
        race("script conversion", contenders, options.rounds)
        reference = fast.results()
        notes = [_differing(convert(), reference), "0 (the measure)", _differing(slow.results(), reference)]
    return [
        "#### Script conversion (t2s)",
        "Result: characters that differ from those of OpenCC in C++.",
        _table(contenders, notes),
    ]


def encodings(texts: Texts, options: Namespace) -> list[str]:
    """Every document in four encodings; the result is how many come back as they were."""
    wanted, data = [], []
    for text, encoding in product(texts.small, ENCODINGS):
        source = OpenCC("s2t").convert(text) if encoding == "big5hkscs" else text
        data.append(source.encode(encoding, "ignore"))
        wanted.append(data[-1].decode(encoding))
    own = Contender("ours (`decode`)", count(wanted), timed(each(decode, data)))
    with Peer("charset-normalizer", [b64encode(d).decode() for d in data]) as peer:
        other = peer.contender("charset-normalizer {}")
        other.characters = count(wanted)
        race("encodings", [own, other], min(3, options.rounds))
        notes = [_equal([decode(d).text for d in data], wanted), _equal(peer.results(), wanted)]
    about = f"Result: documents that come back as they were, each encoded as {', '.join(ENCODINGS)}."
    return ["#### Encoding", about, _table([own, other], notes)]


def spacing(texts: Texts, options: Namespace) -> list[str]:
    """Line ends, width, entities, blanks; the result is what is changed in the text."""
    own = Contender("ours (line ends, width, markup, space)", count(texts.full), timed(lambda: _spaced(texts.full)))
    with Peer("ftfy", texts.full) as peer:
        contenders = [own, peer.contender("ftfy {} fix_text")]
        race("width and space", contenders, options.rounds)
        notes = [_marks(made, texts.full) for made in (_spaced(texts.full), peer.results())]
    about = "Result: ，：；！？（）, right in Chinese as they stand, turned into other marks: per 100,000 characters."
    return ["#### Width and space", about, _table(contenders, notes)]


def boilerplate(texts: Texts, options: Namespace) -> list[str]:
    """Lines that are no part of the document; the result is the characters taken out."""
    own = Contender("ours (`furniture`)", count(texts.full), timed(each(furniture, texts.full)))
    with Peer("justext", texts.full) as peer:
        contenders = [own, peer.contender("jusText {}, each line a paragraph")]
        race("boilerplate", contenders, options.rounds)
        kept = [TracedText(text).edit(furniture(text)).text for text in texts.full]
        notes = [_gone(made, texts.full) for made in (kept, peer.results())]
    about = "Result: characters taken out, blanks aside. On clean documents all of it is harm."
    return ["#### Boilerplate", about, _table(contenders, notes)]


def near(texts: Texts, options: Namespace) -> list[str]:
    """Near copies among paragraphs; the result is recall and precision of the planted ones."""
    paragraphs, wanted = planting.planted(options.paragraphs, options.texts or SOURCES)
    own = Contender("ours (`near_copies`)", count(paragraphs), timed(lambda: near_copies(paragraphs)))
    with Peer("datasketch", paragraphs) as peer:
        contenders = [own, peer.contender("datasketch {} MinHashLSH, three characters")]
        race("near copies", contenders, options.rounds)
        found = [(a, b) for a, b, _ in near_copies(paragraphs)]
        notes = [_found(found, wanted), _found(((a, b) for a, b in peer.results()), wanted)]
    about = (
        f"{len(paragraphs):,} paragraphs of clauses drawn from the documents, "
        f"{len(wanted):,} of them near copies with 1–5% of the characters edited."
    )
    return ["#### Near copies", about, _table(contenders, notes)]


def whole(texts: Texts, options: Namespace) -> list[str]:
    """The whole of cleaning beside the text cleaner of JioNLP; the result is the characters taken out."""
    own = Contender("ours (`clean_text`)", count(texts.full), timed(each(clean_text, texts.full)))
    with Peer("jionlp-clean", texts.full) as peer:
        contenders = [own, peer.contender("JioNLP {} clean_text")]
        race("the whole of cleaning", contenders, options.rounds)
        notes = [_gone(m, texts.full) for m in ([clean_text(t).traced.text for t in texts.full], peer.results())]
    about = (
        "Result: characters taken out, blanks aside. Ours converts the script, finds noise, repairs numbers and keeps "
        "the way back to the raw text; JioNLP's takes out mark-up, addresses, telephone numbers and everything in "
        "brackets, responsible units among it."
    )
    return ["#### The whole of cleaning", about, _table(contenders, notes)]


PEERS: tuple[Callable[[Texts, Namespace], list[str]], ...] = (conversion, encodings, spacing, boilerplate, near, whole)


def _table(contenders: Sequence[Contender], notes: Sequence[str]) -> str:
    return speeds(contenders, notes)


def _spaced(texts: Sequence[str]) -> list[str]:
    made = []
    for text in texts:
        traced = TracedText(text)
        for rule in (line_ends, width, markup, space):
            traced = traced.edit(rule(traced.text))
        made.append(traced.text)
    return made


def _marks(made: Sequence[str], texts: Sequence[str]) -> str:
    lost = sum(
        max(0, text.count(m) - new.count(m)) for text, new in zip(texts, made, strict=True) for m in "，：；！？（）"
    )
    return f"{lost * 100_000 / count(texts):.1f}"


def _gone(made: Sequence[str], texts: Sequence[str]) -> str:
    lost = sum(len("".join(t.split())) - len("".join(m.split())) for t, m in zip(texts, made, strict=True))
    return f"{lost / count(texts):.2%}"


def _equal(made: Sequence[str], wanted: Sequence[str]) -> str:
    return f"{sum(m == w for m, w in zip(made, wanted, strict=True))} of {len(wanted)}"


def _found(pairs: Iterable[tuple[int, int]], wanted: set[tuple[int, int]]) -> str:
    found = {(min(pair), max(pair)) for pair in pairs}
    right = len(found & wanted)
    return f"recall {right / len(wanted):.4f}, precision {right / max(1, len(found)):.4f}"


def _differing(made: Sequence[str], reference: Sequence[str]) -> str:
    differing = 0
    for text, other in zip(made, reference, strict=True):
        if len(text) == len(other):
            differing += sum(a != b for a, b in zip(text, other, strict=True))
        else:
            same = SequenceMatcher(None, text, other, autojunk=False).get_matching_blocks()
            differing += max(len(text), len(other)) - sum(block.size for block in same)
    return f"{differing:,}"
