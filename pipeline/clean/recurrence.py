"""The lines that recur across the documents of one site, found over all raw documents of a run."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from typing import Any

import polars as pl

from pipeline.clean.lines import lines
from pipeline.clean.sites import site_of
from pipeline.clean.sorts import SENTENCE, limits
from pipeline.clean.stage import lines_made
from pipeline.clean.template import candidates

_SCHEMA = {"document_id": pl.String, "words": pl.String}


def recurring_lines(documents: pl.DataFrame, site: Callable[[Mapping[str, Any]], str] = site_of) -> pl.DataFrame:
    """One row for each document and line around its body that recurs on its site: `document_id`, `words` of the line.

    `documents` is the table of the stage raw. A row depends on other documents only in so far as they make the line
    recur, so a document's rows change only where its own text may. `words` are those of `sorts.words_of`.
    Documents with the same sentences are copies of one document and count once.
    """
    seen: dict[str, str] = {}
    by_site: defaultdict[str, list[tuple[str, bytes, frozenset[str]]]] = defaultdict(list)
    for row in documents.iter_rows(named=True):
        text = lines_made(row["raw_text"])
        # One string for all documents that hold the line: the memory taken is that of the different lines.
        words = frozenset(seen.setdefault(w, w) for w in candidates(text))
        by_site[site(row)].append((row["document_id"], _body(text), words))
    rows = [
        (document_id, word)
        for found in by_site.values()
        for recurring in [_recurring(found)]
        for document_id, _, words in found
        for word in words & recurring
    ]
    return pl.DataFrame(sorted(rows), schema=_SCHEMA, orient="row")


def _body(text: str) -> bytes:
    """What tells a document from another one of its site: its sentences, as a digest."""
    sentences = "\n".join(line.text for line in lines(text) if SENTENCE.search(line.text))
    return sha256(sentences.encode("utf-8", "surrogatepass")).digest()


def _recurring(found: Iterable[tuple[str, bytes, frozenset[str]]]) -> frozenset[str]:
    """The lines that stand in enough different documents of a site."""
    by_body: defaultdict[bytes, set[str]] = defaultdict(set)
    for _, body, words in found:
        by_body[body] |= words
    limit = limits("recurrence")
    fewest = max(limit["documents"], limit["share"] * len(by_body))
    counts = Counter(word for words in by_body.values() for word in words)
    return frozenset(word for word, count in counts.items() if count >= fewest)
