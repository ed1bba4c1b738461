"""Builds `pipeline/vocabulary/characters*.parquet`, the counts and words behind the search for noise.

    python benchmarks/build_character_model.py --corpus FOLDER --dictionary jieba/dict.txt

FOLDER holds Markdown work reports; dict.txt is the word list of jieba 0.42.1 (MIT). No text is written.
"""

import argparse
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.clean.noise_model import (
    COUNT_STEPS,
    Counts,
    code_points,
    fold,
    read_counts,
)
from pipeline.clean.noise_words import LENGTHS, TABLE

DICTIONARY_SHARE = 0.03
"""A word of the dictionary counts as freq ** 0.5 * this, and at least SMALLEST."""
SMALLEST = 0.7
MIN_TRIPLE = 2


def read_reports(folder: Path) -> dict[str, str]:
    """Path and text of each report, front matter and emphasis marks taken off."""
    return {str(p.relative_to(folder)): strip_markup(p.read_text("utf-8")) for p in sorted(folder.rglob("*.md"))}


def strip_markup(markdown: str) -> str:
    """A report as plain text: without front matter and the marks * and #."""
    if markdown.startswith("---\n"):
        markdown = markdown.split("\n---\n", 1)[-1]
    return markdown.replace("*", "").replace("#", "")


def read_dictionary(path: Path) -> dict[str, int]:
    """Word and frequency of each line of jieba's dict.txt that holds only Han characters."""
    entries = (line.split(" ") for line in path.read_text("utf-8").splitlines())
    return {e[0]: int(e[1]) for e in entries if all(is_han(c) for c in e[0])}


def is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff" or "\u3400" <= character <= "\u4dbf" or character == "〇"


def count(texts: Iterable[str], dictionary: dict[str, int]) -> Counts:
    """The counts over texts and dictionary, triples pruned to those seen MIN_TRIPLE times."""
    running = code_points(fold("\n".join(texts)))
    words = list(dictionary)
    weight = np.maximum(np.sqrt(np.fromiter(dictionary.values(), float)) * DICTIONARY_SHARE, SMALLEST)
    lengths = np.fromiter(map(len, words), int)
    joined = code_points("".join(words))
    weights = np.repeat(weight, lengths)
    word_of = np.repeat(np.arange(len(words)), lengths)

    characters = list_characters(
        np.concatenate([running, joined]),
        np.concatenate([np.ones(len(running)), weights]),
    )
    size = len(characters)
    id_of = np.zeros(0x110000, np.int64)
    id_of[code_points(characters)[1:]] = np.arange(1, size)
    run, dic = id_of[running], id_of[joined]
    single = np.bincount(run, minlength=size) + np.bincount(dic, weights, size).astype(float)

    same2 = word_of[:-1] == word_of[1:]
    pairs = np.concatenate([run[:-1] * size + run[1:], (dic[:-1] * size + dic[1:])[same2]])
    pair_weight = np.concatenate([np.ones(len(run) - 1), weights[1:][same2]])
    pair, pair_count = total(pairs, pair_weight)

    same3 = word_of[:-2] == word_of[2:]
    key_run = np.searchsorted(pair, run[:-2] * size + run[1:-1]) * size + run[2:]
    key_dic = (np.searchsorted(pair, dic[:-2] * size + dic[1:-1]) * size + dic[2:])[same3]
    triple, triple_count = total(
        np.concatenate([key_run, key_dic]),
        np.concatenate([np.ones(len(key_run)), weights[2:][same3]]),
    )
    kept = triple_count >= MIN_TRIPLE
    return Counts(
        characters=characters,
        count=single,
        novel=novel(run, size),
        pair=pair,
        pair_count=pair_count,
        triple=triple[kept],
        triple_count=triple_count[kept],
    )


def novel(run: npt.NDArray[np.int64], size: int) -> npt.NDArray[np.float64]:
    """In how many pairs that the texts hold once a character stands, first or second, halved."""
    pair, times = np.unique(run[:-1] * size + run[1:], return_counts=True)
    once = np.concatenate(np.divmod(pair[times == 1], size))
    return np.bincount(once, minlength=size).astype(float) / 2


def list_characters(points: npt.NDArray[np.uint32], weights: npt.NDArray[np.float64]) -> str:
    """The characters from frequent to rare, behind one that stands for all others."""
    distinct, inverse = np.unique(points, return_inverse=True)
    order = np.argsort(-np.bincount(inverse, weights), kind="stable")
    return "\0" + "".join(chr(c) for c in distinct[order] if c > 0)


def total(
    keys: npt.NDArray[np.int64], weight: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Each key once, ascending, with the sum of its weights."""
    distinct, inverse = np.unique(keys, return_inverse=True)
    return distinct, np.bincount(inverse, weight).astype(float)


def write(counts: Counts, folder: Path) -> None:
    """The three parquet files."""
    singles = {
        "character": pa.array(list(counts.characters)),
        "count_code": code(counts.count),
        "novel_code": code(counts.novel),
    }
    tables = {
        "characters": singles,
        "characters_pairs": {
            "key": pa.array(counts.pair),
            "count_code": code(counts.pair_count),
        },
        "characters_triples": {
            "key": pa.array(counts.triple),
            "count_code": code(counts.triple_count),
        },
    }
    for name, columns in tables.items():
        pq.write_table(
            pa.table(columns),
            folder / f"{name}.parquet",
            compression="zstd",
            compression_level=19,
            use_dictionary=False,
            column_encoding={"key": "DELTA_BINARY_PACKED"} if "key" in columns else None,
            write_statistics=False,
        )


def write_words(dictionary: Iterable[str], folder: Path) -> None:
    """The words that are looked up, in the order of their characters."""
    words = sorted(word for word in dictionary if len(word) in LENGTHS)
    pq.write_table(
        pa.table({"word": pa.array(words)}),
        folder / f"{TABLE}.parquet",
        compression="zstd",
        compression_level=19,
        use_dictionary=False,
        column_encoding={"word": "DELTA_BYTE_ARRAY"},
        write_statistics=False,
    )


def round_trip(counts: Counts) -> Counts:
    """The counts as they come back from the files."""
    with TemporaryDirectory() as folder:
        write(counts, Path(folder))
        return read_counts(Path(folder))


def code(values: npt.NDArray[np.float64]) -> pa.Array:
    return pa.array(np.clip(np.rint(COUNT_STEPS * np.log2(values + 1)), 0, 255).astype(np.uint8))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--dictionary", type=Path, required=True)
    parser.add_argument(
        "--out",
        type=Path,
        default=Path(__file__).parent.parent / "pipeline" / "vocabulary",
    )
    arguments = parser.parse_args()
    dictionary = read_dictionary(arguments.dictionary)
    write(count(read_reports(arguments.corpus).values(), dictionary), arguments.out)
    write_words(dictionary, arguments.out)


if __name__ == "__main__":
    main()
