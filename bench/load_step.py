"""Run as a process of its own: the load step (bytes to values, with positions) against a bare CSafeLoader, in turn.

Prints the ratios, one a line.
"""

from __future__ import annotations

import gc
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from sotetrace.store.documents import load_document

if TYPE_CHECKING:
    from collections.abc import Callable


def _seconds(step: Callable[[], object]) -> float:
    gc.collect()
    start = time.perf_counter()
    kept = step()
    seconds = time.perf_counter() - start
    del kept
    return seconds


def main(path: Path, rounds: int) -> None:
    """Print one ratio a round; a first round is not counted."""
    files = [(file.name, file.read_bytes()) for file in (sorted(path.iterdir()) if path.is_dir() else [path])]
    for number in range(rounds + 1):
        ours = _seconds(lambda: load_document(files))
        bare = _seconds(lambda: [yaml.load(raw, Loader=yaml.CSafeLoader) for _, raw in files])
        if number:
            print(ours / bare)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
