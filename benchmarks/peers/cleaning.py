"""Peers of the cleaning steps. Each `load` gives a function over a list of texts."""

from base64 import b64decode
from collections.abc import Callable
from html import escape
from typing import Any

from model import PeerTool

Work = Callable[[list[Any]], list[Any]]


def _opencc() -> Work:
    """The C++ OpenCC of PyPI `opencc`, or the Python one of `opencc-python-reimplemented`: the same names."""
    from opencc import OpenCC

    converter = OpenCC("t2s")
    return lambda texts: [converter.convert(text) for text in texts]


def _charset_normalizer() -> Work:
    from charset_normalizer import from_bytes

    def decoded(data: bytes) -> str:
        best = from_bytes(data).best()
        return str(best) if best else ""

    return lambda texts: [decoded(data) for data in texts]


def _ftfy() -> Work:
    from ftfy import fix_text

    return lambda texts: [fix_text(text) for text in texts]


def _justext() -> Work:
    """Language-independent mode, as its documentation says for a language without a stop list: each line is a `p`."""
    from justext import justext

    def kept(text: str) -> str:
        page = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())
        found = justext(page.encode(), frozenset(), stopwords_low=0, stopwords_high=0, encoding="utf-8")
        return "\n".join(p.text for p in found if not p.is_boilerplate)

    return lambda texts: [kept(text) for text in texts]


def _jionlp() -> Work:
    import jionlp

    return lambda texts: [jionlp.clean_text(text) for text in texts]


def _datasketch() -> Work:
    """MinHash over runs of three characters, 100 hashes, pairs that the LSH of threshold 0.5 gives."""
    from datasketch import MinHash, MinHashLSH

    def pairs(texts: list[str]) -> list[tuple[int, int]]:
        index = MinHashLSH(threshold=0.5, num_perm=100)
        found = []
        for i, text in enumerate(texts):
            digest = MinHash(num_perm=100, seed=1)
            digest.update_batch([text[k : k + 3].encode() for k in range(len(text) - 2)])
            found += [(int(j), i) for j in index.query(digest)]
            index.insert(str(i), digest)
        return found

    return pairs


CLEANING: dict[str, PeerTool] = {
    "opencc": PeerTool("opencc", _opencc),
    "opencc-python-reimplemented": PeerTool("opencc-python-reimplemented", _opencc),
    "charset-normalizer": PeerTool("charset-normalizer", _charset_normalizer, take=b64decode),
    "ftfy": PeerTool("ftfy", _ftfy),
    "justext": PeerTool("justext", _justext),
    "jionlp-clean": PeerTool("jionlp", _jionlp),
    "datasketch": PeerTool("datasketch", _datasketch),
}
