"""Characters a second of structure and extraction, beside tools that find numbers, and what each of them finds.

python benchmarks/extract.py [--texts FOLDER] [--write docs/performance.md]
"""

import argparse
from collections.abc import Sequence
from contextlib import ExitStack

import documents
from accuracy import Label, Output, labelled, own_outputs, score
from peer import Peer, own_python
from report import machine, publish, speeds, table
from rounds import Contender, each, race, timed

from assets.compiled import COPY, is_current
from pipeline.extract.citations import find_citations
from pipeline.extract.figures import find_figures
from pipeline.extract.glossary import find_glossary
from pipeline.extract.measures import find_measures
from pipeline.extract.rows import DocumentRows
from pipeline.extract.stage import STATED, structured_document
from pipeline.structure.document import structure_document
from pipeline.structure.metadata import read_metadata
from pipeline.text import TracedText

FAST_PEERS = {"rjieba": "rjieba {}, tags m and q glued", "jionlp-money": "JioNLP {} extract_money"}
OWN = {"own-whole": "**the whole, compiled**", "own-figures": "structure and figures, compiled"}
SLOW_PEERS = {
    "recognizers": "Recognizers-Text {}, numbers and units",
    "recognizers-units": "Recognizers-Text {}, units only",
}


def main() -> None:
    """Time, judge, print, write."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    documents.add_options(cli)
    options = cli.parse_args()
    texts = documents.read(options, cleaned=True)
    steps = _steps(texts.full)
    # The peers load their dictionaries before the first round, so that no load counts.
    with ExitStack() as stack:
        compiled = [stack.enter_context(Peer(name, texts.full, own_python(), COPY)) for name in OWN if is_current()]
        steps[1:1] = [peer.contender(OWN[peer.name]) for peer in compiled[:1]]
        race("structure and extraction", steps, options.rounds)
        fast = {name: stack.enter_context(Peer(name, texts.full)) for name in FAST_PEERS}
        slow = {name: stack.enter_context(Peer(name, texts.small)) for name in SLOW_PEERS}
        large = [_both("structure and figures", texts.full), *(p.contender(OWN[p.name]) for p in compiled[1:])]
        large += [fast[n].contender(FAST_PEERS[n]) for n in fast]
        small = [_both("structure and figures", texts.small), *(slow[n].contender(SLOW_PEERS[n]) for n in slow)]
        race("beside fast peers", large, options.rounds)
        race("beside slow peers", small, min(3, options.rounds))
        found = _accuracy(fast | slow)
    body = [
        "## Structure and extraction",
        f"On {texts.described}; medians of {options.rounds} interleaved rounds. {machine()}.",
        speeds(steps, ratio=False),
        "The whole makes all rows of all tables; the parts below it make what their names say. Compiled: the copy that "
        "`make fast` makes (same rows; `docs/decisions/compiled.md`)"
        + ("." if compiled else "; there was none in this run."),
        "### Beside other tools",
        "`ratio`: how many times as fast as that tool our structure and figures are, on the same characters.",
        speeds(large),
        speeds(small),
        "### What each of them finds",
        found,
        "Hand labels of the five documents (`tests/gold`), the same judge for all. value: a label whose number some "
        "output at that place has, written or multiplied out; + unit: with the right unit; false: outputs that touch "
        "no label (for tools that find any number, years and section numbers are among them). Only ours also says "
        "indicator, bound, period and kind; and only ours was developed on these labels.",
    ]
    publish("bench-extract", "\n\n".join(body), options.write)


def _steps(texts: Sequence[str]) -> list[Contender]:
    characters = documents.count(texts)
    structures = [structure_document(text) for text in texts]
    found = [(find_measures(s), *find_figures(s), find_citations(s.text), find_glossary(s)) for s in structures]

    def rows() -> None:
        for structure, (measures, figures, numerals, citations, glossary) in zip(structures, found, strict=True):
            build = DocumentRows("doc_0", TracedText(structure.text), structure)
            list(build.sections())
            list(build.measures(measures))
            list(build.measure_units(measures))
            list(build.citations(citations))
            list(build.glossary(glossary))
            list(build.figures(figures))
            list(build.numerals(numerals))

    whole = [(_document(text), TracedText(text)) for text in texts]
    work = {
        "**the whole: structure, extraction, rows**": each(structured_document, *zip(*whole, strict=True)),
        "structure (`structure_document`)": each(structure_document, texts),
        "metadata (`read_metadata`)": each(lambda s: read_metadata(s.text, s, "a.txt", {}), structures),
        "measures (`find_measures`)": each(find_measures, structures),
        "figures and numerals (`find_figures`)": each(find_figures, structures),
        "citations (`find_citations`)": each(find_citations, texts),
        "glossary (`find_glossary`)": each(find_glossary, structures),
        "rows of the tables (`DocumentRows`)": rows,
    }
    return [Contender(name, characters, timed(run)) for name, run in work.items()]


def _both(name: str, texts: Sequence[str]) -> Contender:
    """What is fair beside a tool that only finds numbers: no measures, no rows."""
    return Contender(
        name, documents.count(texts), timed(each(lambda text: find_figures(structure_document(text)), texts))
    )


def _document(text: str) -> dict[str, str | None]:
    return dict.fromkeys(STATED) | {"document_id": "doc_0", "source": "a.txt", "text": text}


def _accuracy(peers: dict[str, Peer]) -> str:
    texts, labels = zip(*labelled(), strict=True)
    made = {"this project": [own_outputs(text) for text in texts]}
    for name, peer in peers.items():
        results = peer.results(texts)
        made[(FAST_PEERS | SLOW_PEERS)[name].format(peer.version)] = [
            [Output(s, e, v, u or "") for s, e, v, u in r] for r in results
        ]
    return table(
        ["", "outputs", "value", "+ unit", "false"], [_scored(name, labels, outputs) for name, outputs in made.items()]
    )


def _scored(name: str, labels: Sequence[Sequence[Label]], outputs: Sequence[Sequence[Output]]) -> list[str]:
    s = score(list(zip(labels, outputs, strict=True)))
    return [name, str(s.outputs), f"{s.values}/{s.labels}", f"{s.with_unit}/{s.labels}", str(s.false)]


if __name__ == "__main__":
    main()
