"""What is measured, and how much it may cost: the budgets as groups of processes that run in turn."""

from __future__ import annotations

import statistics
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bench.timing import growth, interleave, ratio, ratio_of_peaks
from sotetrace.report.exporters import EXPORTERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from bench.timing import Run

SMALL, MIDDLE, LARGE, HUGE = 50, 1_000, 10_000, 100_000
SLACK = 1.25
"""A ratio fails the run only when it leaves its budget by more than a quarter."""

# `show` answers with coverage, so the budget of coverage is its budget.
_ON_SMALL = {"list measures": 19.0, "show M1": 28.0, "trace M1": 28.0, "check": 28.0, "coverage": 28.0}
_QUESTIONS = ("trace G1", "coverage", "impact --all", "robustness", "review")
"""What is measured for information, against `check` of the same model; the last three of a middling one only."""
_OF_EVERY_SIZE = 2
_PASS = (sys.executable, "-c", "pass")
_BARE = """\
import pathlib, sys, yaml
path = pathlib.Path(sys.argv[1])
files = sorted(path.iterdir()) if path.is_dir() else [path]
kept = [yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader) for file in files]
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: a limit (None: for information only) and the ratio measured."""

    budget: str
    what: str
    against: str
    limit: float | None
    ratio: float
    is_at_most: bool = False
    """True when what it is compared with was ended early, so that the true ratio is lower."""

    @property
    def verdict(self) -> str:
        """Say whether the budget is met, left by up to a quarter, or missed."""
        if self.limit is None:
            return ""
        if self.ratio <= self.limit:
            return "met"
        return "over" if self.ratio <= self.limit * SLACK else "MISSED"


def find_missed(rows: Iterable[Row]) -> list[Row]:
    """Find the rows that fail a run: those that left their budget by more than a quarter."""
    return [row for row in rows if row.verdict == "MISSED"]


@dataclass(frozen=True, slots=True)
class Rounds:
    """How often each is measured: what is quick to run, what takes seconds, and what takes minutes."""

    quick: int
    slow: int
    huge: int = 1


def measure(models: Mapping[int, Path], edited: Mapping[int, Path], rounds: Rounds) -> Iterator[Row]:
    """Yield the rows one by one, as far as the models reach; those that are `edited` are later revisions of them."""
    folder = models[SMALL].parent
    starts = {**_commands("--version", "--help"), "complete": _complete(models[SMALL])}
    on_small = _commands(*_ON_SMALL, model=models[SMALL])
    together = interleave({"pass": _PASS, **starts, **on_small}, rounds.quick, folder)
    yield from _start(together)
    yield from _small(together)
    sizes = [size for size in models if size <= LARGE]
    everything = {f"{name} {size}": one for size in sizes for name, one in _whole(models[size]).items()}
    together = interleave(everything, rounds.slow, folder)
    runs = {size: {name: together[f"{name} {size}"] for name in _whole(models[size])} for size in sizes}
    if HUGE in models:
        runs[HUGE] = interleave(_whole(models[HUGE]), rounds.huge, folder, is_warm=True)
    for size, found in runs.items():
        yield from _against_bare(size, found)
    for size in sizes:
        data, values = _load_step(models[size], rounds.slow if size >= LARGE else 2 * rounds.quick)
        yield Row("B5", f"load with positions, {size:,}", "CSafeLoader", 0.5, data)
        yield Row("", f"… and validate, {size:,}", "CSafeLoader", None, values)
    yield from _linear(runs)
    for size in sizes:
        yield from _beside_check(size, models[size], edited[size], rounds)


def _commands(*lines: str, model: Path | None = None) -> dict[str, Sequence[str]]:
    chosen = ("-m", str(model)) if model is not None else ()
    return {line: (sys.executable, "-m", "sotetrace", *line.split(), *chosen) for line in lines}


def _complete(model: Path) -> Sequence[str]:
    """Return the command by which bash asks for the ids that begin with M1."""
    asked = ("_SOTETRACE_COMPLETE=complete_bash", f"COMP_WORDS=sotetrace show -m {model} M1", "COMP_CWORD=4")
    return ("env", *asked, *_commands("")[""])


def _whole(model: Path) -> dict[str, Sequence[str]]:
    return {"bare": (sys.executable, "-c", _BARE, str(model)), **_commands("check", "coverage", model=model)}


def _start(runs: Mapping[str, Sequence[Run]]) -> Iterator[Row]:
    for command, what, limit in (
        ("--version", "--version", 2.0),
        ("--help", "--help", 14.0),
        ("complete", f"completion of an id, {SMALL}", 18.0),
    ):
        yield Row("B1", what, "pass", limit, ratio(runs[command], runs["pass"]))


def _small(runs: Mapping[str, Sequence[Run]]) -> Iterator[Row]:
    for command, limit in _ON_SMALL.items():
        yield Row("B2", f"{command}, {SMALL}", "pass", limit, ratio(runs[command], runs["pass"]))


def _against_bare(size: int, runs: Mapping[str, Sequence[Run]]) -> Iterator[Row]:
    for command in ("check", "coverage"):
        taken, peak = ratio(runs[command], runs["bare"]), ratio_of_peaks(runs[command], runs["bare"])
        budget, limit = (
            ("B4", 0.4) if size >= LARGE else ("B3", 2.0) if (size, command) == (MIDDLE, "check") else ("", None)
        )
        yield Row(budget, f"{command}, {size:,}", "bare load", limit, taken)
        budget, limit = ("B4", 0.7) if size >= LARGE else ("", None)
        yield Row(budget, f"{command}, {size:,}, peak memory", "bare load", limit, peak)


def _linear(runs: Mapping[int, Mapping[str, Sequence[Run]]]) -> Iterator[Row]:
    for size in (MIDDLE, LARGE):
        if 10 * size in runs:
            for command in ("check", "coverage"):
                rounds = min(len(runs[n][command]) for n in (SMALL, size, 10 * size))
                small, middle, large = (runs[n][command][:rounds] for n in (SMALL, size, 10 * size))
                what = f"{command}, {size:,} → {10 * size:,}"
                yield Row("B6", what, "linear: 10", 13.0, growth(small, middle, large))


def _beside_check(size: int, model: Path, edited: Path, rounds: Rounds) -> Iterator[Row]:
    """Measure a comparison, each export and other questions against `check`."""
    asked = _QUESTIONS if size == MIDDLE else _QUESTIONS[:_OF_EVERY_SIZE]
    diff = f"diff {model} {edited}"
    measured = {**_commands(diff), **_commands("check", *asked, *_exports(), model=model)}
    # At the largest size everything has run before, at another one: the first round counts.
    times = rounds.slow if size < LARGE else max(1, rounds.slow // 2)
    runs = interleave(measured, times, model.parent, is_warm=size >= LARGE)
    budget, limit = ("B8", 2.2) if size == LARGE else ("", None)
    yield Row(budget, f"diff, {size:,}", f"check, {size:,}", limit, ratio(runs[diff], runs["check"]))
    for name in (*asked, *_exports()):
        what = name.partition(" -o ")[0]
        yield Row("", f"{what}, {size:,}", f"check, {size:,}", None, ratio(runs[name], runs["check"]))


def _exports() -> list[str]:
    """Return the command of every export; what is no text goes into a file or folder where the models are."""
    ends = {"text": "", "file": " -o exported{}", "folder": " -o exported/"}
    return [f"export {name}{ends[row.shape].format(row.suffix)}" for name, row in EXPORTERS.items()]


def _load_step(model: Path, rounds: int) -> tuple[float, float]:
    command = (sys.executable, "-m", "bench.load_step", str(model), str(rounds))
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    data, values = zip(*(map(float, line.split()) for line in done.stdout.splitlines()), strict=True)
    return statistics.median(data), statistics.median(values)
