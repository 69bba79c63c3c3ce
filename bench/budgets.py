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
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from bench.timing import Run

SMALL, MIDDLE, LARGE, HUGE = 50, 1_000, 10_000, 100_000
SLACK = 1.25
"""A ratio fails the run only when it leaves its budget by more than a quarter."""

# `show` answers with coverage, so the budget of coverage is its budget.
_ON_SMALL = {"list measures": 19.0, "show M1": 28.0, "trace M1": 28.0, "check": 28.0, "coverage": 28.0}
_QUESTIONS = ("coverage", "impact --all", "robustness", "review")
_EXPORTS = tuple(f"export {name}" for name, row in EXPORTERS.items() if row.shape == "text")
"""What is measured for information, against `check` of the same model."""
_PASS = (sys.executable, "-c", "pass")
_BARE = """\
import pathlib, sys, yaml
path = pathlib.Path(sys.argv[1])
for file in sorted(path.iterdir()) if path.is_dir() else [path]:
    yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: a limit (None: for information only) and the ratio measured."""

    budget: str
    what: str
    against: str
    limit: float | None
    ratio: float

    @property
    def verdict(self) -> str:
        """Say whether the budget is met, left by up to a quarter, or missed."""
        if self.limit is None:
            return ""
        if self.ratio <= self.limit:
            return "met"
        return "over" if self.ratio <= self.limit * SLACK else "MISSED"


def measure(models: Mapping[int, Path], edited: Mapping[int, Path], rounds: int) -> Iterator[Row]:
    """Yield the rows one by one, as far as the models reach; those that are `edited` are later revisions of them."""
    folder = models[SMALL].parent
    starts = {**_commands("--version", "--help"), "complete": _complete(models[SMALL])}
    yield from _start(interleave({"pass": _PASS, **starts}, rounds, folder))
    on_small = _commands(*_ON_SMALL, model=models[SMALL])
    yield from _small(interleave({"pass": _PASS, **on_small}, rounds, folder))
    few = max(3, rounds // 3)
    runs: dict[int, dict[str, list[Run]]] = {}
    sizes = {size: path for size, path in models.items() if size <= LARGE}
    everything = {f"{name} {size}": command for size, path in sizes.items() for name, command in _whole(path).items()}
    together = interleave(everything, few, folder)
    for size in sizes:
        runs[size] = {name: together[f"{name} {size}"] for name in _whole(models[size])}
    if HUGE in models:
        runs[HUGE] = interleave(_whole(models[HUGE]), 3, folder)
    for size, found in runs.items():
        yield from _against_bare(size, found)
    for size, path in models.items():
        data, values = _load_step(path, few if size >= LARGE else 4 * rounds)
        yield Row("B5", f"load with positions, {size:,}", "CSafeLoader", 0.5, data)
        yield Row("", f"… and validate, {size:,}", "CSafeLoader", None, values)
    yield from _linear(runs)
    for size, path in edited.items():
        yield from _beside_check(size, models[size], path, few)


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
    if size == MIDDLE:
        yield Row("B3", f"check, {size:,}", "bare load", 2.0, ratio(runs["check"], runs["bare"]))
    if size >= LARGE:
        for command in ("check", "coverage"):
            yield Row("B4", f"{command}, {size:,}", "bare load", 0.4, ratio(runs[command], runs["bare"]))
            peak = ratio_of_peaks(runs[command], runs["bare"])
            yield Row("B4", f"{command}, {size:,}, peak memory", "bare load", 0.7, peak)


def _linear(runs: Mapping[int, Mapping[str, Sequence[Run]]]) -> Iterator[Row]:
    for size in (MIDDLE, LARGE):
        if 10 * size in runs:
            for command in ("check", "coverage"):
                rounds = min(len(runs[n][command]) for n in (SMALL, size, 10 * size))
                small, middle, large = (runs[n][command][:rounds] for n in (SMALL, size, 10 * size))
                what = f"{command}, {size:,} → {10 * size:,}"
                yield Row("B6", what, "linear: 10", 13.0, growth(small, middle, large))


def _beside_check(size: int, model: Path, edited: Path, rounds: int) -> Iterator[Row]:
    """Measure a comparison, and at one size whatever else there is to ask, against `check`."""
    others = _commands(*_QUESTIONS, *_EXPORTS, model=model) if size == MIDDLE else {}
    both = {**_commands("check", model=model), **_commands(f"diff {model} {edited}")}
    runs = interleave({**both, **others}, rounds, model.parent)
    diff = next(name for name in runs if name.startswith("diff"))
    budget, limit = ("B8", 2.2) if size == LARGE else ("", None)
    yield Row(budget, f"diff, {size:,}", f"check, {size:,}", limit, ratio(runs[diff], runs["check"]))
    for name in others:
        yield Row("", f"{name}, {size:,}", f"check, {size:,}", None, ratio(runs[name], runs["check"]))


def _load_step(model: Path, rounds: int) -> tuple[float, float]:
    command = (sys.executable, "-m", "bench.load_step", str(model), str(rounds))
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    data, values = zip(*(map(float, line.split()) for line in done.stdout.splitlines()), strict=True)
    return statistics.median(data), statistics.median(values)
