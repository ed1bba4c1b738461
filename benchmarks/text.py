"""Characters a second of each step of the text stage, beside tools that do the same work, and what each of them does.

python benchmarks/text.py [--texts FOLDER] [--write docs/performance.md]
"""

import argparse
import inspect
from collections.abc import Sequence

import documents
from report import machine, publish, speeds
from rounds import Contender, each, race, timed
from text_peers import PEERS

from pipeline.clean import script
from pipeline.clean.lines import front_matter_end
from pipeline.clean.stage import STEPS, Step, clean_text
from pipeline.deduplicate.copies import Version, find_copies
from pipeline.deduplicate.stage import deduplicate_text
from pipeline.tables.published import METADATA
from pipeline.text import TracedText

PLANTED = 4_000


def main() -> None:
    """Time, judge, print, write."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    documents.add_options(cli)
    cli.add_argument("--paragraphs", type=int, default=PLANTED, help="for near copies (default %(default)s)")
    options = cli.parse_args()
    texts = documents.read(options, cleaned=False)
    steps = _steps(texts)
    race("text stage", steps, options.rounds)
    body = [
        "## Cleaning, script, copies",
        f"On {texts.described}; medians of {options.rounds} interleaved rounds. {machine()}.",
        speeds(steps, ratio=False),
        "Each cleaning step runs on the text as the steps before it leave it. The whole includes what each edit "
        "costs: applying it, and keeping the way back to the raw text.",
        "### Beside other tools",
        "`ratio`: how many times as fast as that tool ours is, by processor time, on the same characters.",
    ]
    for compare in PEERS:
        body += compare(texts, options)
    publish("bench-text", "\n\n".join(body), options.write)


def _steps(texts: documents.Texts) -> list[Contender]:
    size = documents.count(texts.full)
    cleaned = [clean_text(text).traced for text in texts.full]
    versions = [_version(i, text) for i, text in enumerate(texts.distinct)]
    whole = Contender("**the whole of cleaning (`clean_text`)**", size, timed(each(clean_text, texts.full)))
    copies = Contender(
        "copies among documents (`find_copies`)",
        documents.count(texts.distinct),
        timed(lambda: find_copies(versions)),
    )
    repeats = Contender(
        "repeated passages (`deduplicate_text`)",
        sum(len(t.text) for t in cleaned),
        timed(each(deduplicate_text, cleaned)),
    )
    return [whole, *_cleaning(texts.full), repeats, copies]


def _cleaning(texts: Sequence[str]) -> list[Contender]:
    """One contender for each step, with the texts that reach it, the script converted before."""
    traced = [TracedText(script.convert(text).base) for text in texts]
    made = []
    for step in STEPS:
        reaching = [t.text for t in traced]
        made.append(_step(step, reaching))
        traced = [_after(step, t) for t in traced]
    return made


def _step(step: Step, reaching: Sequence[str]) -> Contender:
    """Steps wrapped by `_certain` are named after the rule inside."""
    rule = inspect.getclosurevars(step.find).nonlocals.get("rule", step.find)
    name = f"{rule.__module__.rpartition('.')[2]}.{rule.__name__}"
    return Contender(f"`{name}`", documents.count(reaching), timed(each(step.find, reaching)))


def _after(step: Step, traced: TracedText) -> TracedText:
    edits, _ = step.find(traced.text)
    protected = front_matter_end(traced.text)
    return traced.edit(e for e in edits if e.start >= protected)


def _version(number: int, text: str) -> Version:
    return Version(f"doc_{number}", text, (False, 0, -len(text), str(number)), dict.fromkeys(c.name for c in METADATA))


if __name__ == "__main__":
    main()
