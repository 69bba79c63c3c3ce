"""`python -m bench`: measure the budgets and print them as a table; exit with 1 when one is missed."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from bench.budgets import HUGE, LARGE, MIDDLE, SLACK, SMALL, Row, measure
from bench.models import write_model

_DOCS = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"
_PACKAGES = ("sotetrace", "networkx", "pydantic", "PyYAML", "rich", "typer")
_LINE = "{:<3} {:<31} {:<12} {:>7} {:>7}  {}"


def main() -> int:
    """Measure and print; return the exit status."""
    options = _options()
    sizes = [SMALL, MIDDLE] if options.quick else [SMALL, MIDDLE, LARGE]
    if options.large:
        sizes.append(HUGE)
    print(_LINE.format("", "", "ratio to", "ratio", "budget", "").rstrip(), flush=True)
    rows = []
    with tempfile.TemporaryDirectory(prefix="sotetrace-bench-") as folder:
        models = {size: write_model(Path(folder) / str(size), size) for size in sizes}
        revised = [size for size in sizes if size in (MIDDLE, LARGE)]
        edited = {size: write_model(Path(folder) / f"{size}-edited", size, is_edited=True) for size in revised}
        for row in measure(models, edited, 5 if options.quick else 15):
            rows.append(row)
            print(_LINE.format(*_cells(row)).rstrip(), flush=True)
    missed = [row for row in rows if row.verdict == "MISSED"]
    over = [row for row in rows if row.verdict == "over"]
    print(f"\n{len(missed)} MISSED by more than {SLACK - 1:.0%}, {len(over)} over by less.")
    if options.write:
        _DOCS.parent.mkdir(exist_ok=True)
        _DOCS.write_text(_page(rows), encoding="utf-8")
        print(f"written: {_DOCS}")
    return 1 if missed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure the speed budgets, as ratios.")
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--quick", action="store_true", help="only 50 and 1,000 elements, few rounds")
    size.add_argument("--large", action="store_true", help="also 100,000 elements")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    return parser.parse_args()


def _cells(row: Row) -> tuple[str, ...]:
    limit = f"{row.limit:.2f}" if row.limit is not None else "–"
    return (row.budget, row.what, row.against, f"{row.ratio:.2f}", limit, row.verdict)


def _page(rows: list[Row]) -> str:
    """Return the page of documentation: what was measured where, and the table."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    python = f"{platform.python_implementation()} {platform.python_version()}"
    machine = f"{os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()}, {python}"
    today = dt.datetime.now(dt.UTC).date()
    versions = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    table = "\n".join(f"| {' | '.join(_cells(row))} |" for row in rows)
    return f"""\
# Benchmarks

Written by `python -m bench {" ".join(sys.argv[1:])}` on {today}, on {machine}; {versions}.

Every figure is a ratio: the median of runs that took turns on one machine, processor time of whole processes, on
generated models (about 680 bytes and two links an element). `pass` is `python -c pass`; a bare load is a process that
does nothing but `yaml.load` with CSafeLoader on the same file. Loading is also measured in one process: to plain data
with positions, which CSafeLoader does without them, and on to validated values. For linear growth the ratio is how
many times the cost above {SMALL} elements grows when the model grows tenfold. `diff` compares a model with a later
revision of it, in which eight of a hundred measures differ; other rows against `check` say what else costs how much.

| budget | what | ratio to | ratio | limit | verdict |
| --- | --- | --- | ---: | ---: | --- |
{table}

`make bench` measures again; it fails when a ratio leaves its budget by more than a quarter.
"""


if __name__ == "__main__":
    sys.exit(main())
