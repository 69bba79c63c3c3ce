"""`python -m bench`: measure the budgets and print them as a table; exit with 1 when one is missed."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import subprocess
import sys
import tempfile
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from bench.budgets import HUGE, LARGE, MIDDLE, SLACK, SMALL, Rounds, find_missed, measure
from bench.models import write_model
from bench.peers import MOST, PEERS, measure_peers

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bench.budgets import Row

_HERE = Path(__file__).resolve().parent
_DOCS = _HERE.parent / "docs" / "benchmarks.md"
_PACKAGES = ("sotetrace", "networkx", "pydantic", "PyYAML", "rich", "typer")
_LINE = "{:<3} {:<31} {:<13} {:>7} {:>7} {:>7}  {}"


def main() -> int:
    """Measure and print; return the exit status."""
    options = _options()
    sizes = [SMALL, MIDDLE] if options.quick else [SMALL, MIDDLE, LARGE, HUGE]
    rounds = Rounds(quick=5, slow=2) if options.quick else Rounds(quick=9, slow=3)
    before: dict[str, float] = json.loads((_HERE / "before.json").read_text(encoding="utf-8"))
    print(_LINE.format("", "", "ratio to", "before", "ratio", "budget", "").rstrip(), flush=True)
    rows = []
    with tempfile.TemporaryDirectory(prefix="sotetrace-bench-") as name:
        folder = Path(name)
        models = {size: write_model(folder / str(size), size) for size in sizes}
        edited = {n: write_model(folder / f"{n}-edited", n, is_edited=True) for n in sizes if n <= LARGE}
        measured = measure(models, edited, rounds)
        if options.peers:
            measured = chain(measured, measure_peers(models, options.peers, {MIDDLE: rounds.slow, LARGE: 1}))
        for row in measured:
            rows.append(row)
            print(_LINE.format(*_cells(row, before)).rstrip(), flush=True)
    missed = find_missed(rows)
    over = [row for row in rows if row.verdict == "over"]
    print(f"\n{len(missed)} MISSED by more than {SLACK - 1:.0%}, {len(over)} over by less.")
    if options.write:
        _DOCS.write_text(_page(rows, before, options.peers), encoding="utf-8")
        print(f"written: {_DOCS}")
    return 1 if missed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure the speed budgets, as ratios.")
    parser.add_argument("--quick", action="store_true", help="only 50 and 1,000 elements, few rounds")
    parser.add_argument("--peers", type=Path, metavar="VENV", help="an environment in which other tools are installed")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    return parser.parse_args()


def _cells(row: Row, before: Mapping[str, float]) -> tuple[str, ...]:
    limit = f"{row.limit:.2f}" if row.limit is not None else "–"
    then = before.get(f"{row.what} / {row.against}")
    at_most = "≤ " if row.is_at_most else ""
    was = f"{then:.2f}" if then is not None else "–"
    return (row.budget, row.what, row.against, was, f"{at_most}{row.ratio:.2f}", limit, row.verdict)


def _page(rows: Sequence[Row], before: Mapping[str, float], peers: Path | None) -> str:
    """Return the page of documentation: what was measured where, and the table."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    python = f"{platform.python_implementation()} {platform.python_version()}"
    shown = "\n".join(f"| {' | '.join(_cells(row, before))} |" for row in rows)
    return (
        (_HERE / "page.md")
        .read_text(encoding="utf-8")
        .format(
            today=dt.datetime.now(dt.UTC).date(),
            command="make bench PEERS=1" if peers else "make bench",
            machine=f"{os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()}, {python}",
            versions=", ".join(f"{name} {version(name)}" for name in _PACKAGES),
            small=SMALL,
            table=shown,
            most=MOST,
            peers=", ".join(_versions_of_peers(peers)) if peers else "none in this run",
        )
    )


def _versions_of_peers(home: Path) -> list[str]:
    names = [peer.name for peer in PEERS]
    script = f"from importlib.metadata import version\nfor name in {names}: print(name, version(name))"
    done = subprocess.run((home / "bin" / "python", "-c", script), check=True, capture_output=True, text=True)
    return done.stdout.splitlines()


if __name__ == "__main__":
    sys.exit(main())
