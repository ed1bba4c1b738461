"""Runs one peer: requests as JSON lines on standard input, answers as JSON lines on standard output.

{"texts": [...]}     keep these texts            -> {"version": ...}
{"do": "run"}        one pass over the texts     -> {"cpu": seconds, "wall": seconds}
{"do": "results"}    what comes out              -> {"results": [...]}
"""

import gc
import json
import os
import sys
import time
from importlib.metadata import version
from typing import Any

from cleaning import CLEANING
from numbers_of_text import NUMBERS
from own import OWN


def main(name: str) -> None:
    """Serve requests until standard input ends. What the peer itself prints goes to standard error."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    peer = (CLEANING | NUMBERS | OWN)[name]
    work = peer.load()
    texts: list[Any] = []
    for line in sys.stdin:
        request = json.loads(line)
        if "texts" in request:
            texts = [peer.take(text) for text in request["texts"]]
            answer: dict[str, Any] = {"version": version(peer.package)}
        elif request["do"] == "run":
            gc.collect()
            gc.freeze()
            wall, cpu = time.perf_counter(), time.process_time()
            work(texts)
            answer = {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}
        else:
            answer = {"results": peer.show(texts, work(texts))}
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
