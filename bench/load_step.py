"""Run as a process of its own: loading in one process, in turn with a bare CSafeLoader on the same bytes.

Prints two ratios a line, one line a round: bytes to plain data with positions (CSafeLoader makes it without them), and
bytes to validated values with positions.
"""

from __future__ import annotations

import gc
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from sotetrace.store.documents import TYPED_KEYS, load_document
from sotetrace.store.marks import Marks
from sotetrace.store.yaml_nodes import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Callable


def _seconds(step: Callable[[], object], *, has_collector: bool = True) -> float:
    gc.collect()
    if not has_collector:
        gc.disable()
    start = time.process_time()
    kept = step()
    seconds = time.process_time() - start
    gc.enable()
    del kept
    return seconds


def main(path: Path, rounds: int) -> None:
    """Print the ratios of each round; a first round is not counted."""
    files = [(file.name, file.read_bytes()) for file in (sorted(path.iterdir()) if path.is_dir() else [path])]
    for number in range(rounds + 1):
        # As the program does it: the collector is held while a document is read.
        data = _seconds(lambda: [parse_yaml(raw, Marks(), 0, TYPED_KEYS) for _, raw in files], has_collector=False)
        values = _seconds(lambda: load_document(files))
        bare = _seconds(lambda: [yaml.load(raw, Loader=yaml.CSafeLoader) for _, raw in files])
        if number:
            print(data / bare, values / bare)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
