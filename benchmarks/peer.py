"""A peer in a process and an environment of its own; see peers/worker.py for the other end."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rounds import Contender, Took

HERE = Path(__file__).resolve().parent
BENCH_PYTHON = HERE.parent / "build" / "bench-env" / "bin" / "python"
_ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL")} | {"PYTHONUTF8": "1"}


class Peer:
    """One peer with its texts loaded; to be used as a context manager."""

    def __init__(self, name: str, texts: Sequence[str], python: Path = BENCH_PYTHON, path: Path | None = None) -> None:
        """`python`: the environment the peer is installed in; `path`: a folder of modules that come before it.

        Raises SystemExit when there is no such environment.
        """
        if not python.exists():
            raise SystemExit("the peers are not installed; run `make bench-text` or `make bench-extract`")
        self.name, self.characters = name, sum(map(len, texts))
        command = [str(python), str(HERE / "peers" / "worker.py"), name]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env=os.environ | _ONE_THREAD | ({"PYTHONPATH": str(path)} if path else {}),
        )
        self.version: str = self._ask({"texts": list(texts)})["version"]

    def contender(self, label: str) -> Contender:
        """The peer as a contender; `label` has a place for its version."""
        return Contender(label.format(self.version), self.characters, self._run)

    def results(self, texts: Sequence[str] | None = None) -> list[Any]:
        """What the peer makes of each text; of other texts where given, which it then keeps."""
        if texts is not None:
            self._ask({"texts": list(texts)})
        made: list[Any] = self._ask({"do": "results"})["results"]
        return made

    def _run(self) -> Took:
        return Took(**self._ask({"do": "run"}))

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise SystemExit(f"the peer {self.name} ended with code {self._process.wait()}; its message stands above")
        made: dict[str, Any] = json.loads(answer)
        return made

    def __enter__(self) -> "Peer":
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait()


def own_python() -> Path:
    """The project's own environment, for a peer that the project itself depends on."""
    return Path(sys.executable)
