"""Timing processes from outside: processor time and peak memory, as the operating system counts them."""

from __future__ import annotations

import os
import statistics
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

# What would make a start something else than a user's: no byte code kept, other languages, colours or widths.
_UNSET = ("PYTHONDONTWRITEBYTECODE", "SOTETRACE_LANG", "FORCE_COLOR", "COLUMNS")


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a process: its processor time in seconds, and peak memory (in the system's unit; only ratios count).

    Processor time (of the program and of the system for it) says the same on a machine that has other work to do.
    """

    seconds: float
    peak: int


def run(command: Sequence[str], folder: Path) -> Run:
    """Run a command in a folder, its output thrown away. Raises RuntimeError when it does not end well.

    The models have warnings and notes but no errors, so that every command ends with 0; a crash ends with 1, and soon.
    """
    environment = {name: value for name, value in os.environ.items() if name not in _UNSET}
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"exit status {process.returncode}: {' '.join(command)}")
    return Run(usage.ru_utime + usage.ru_stime, usage.ru_maxrss)


def interleave(commands: Mapping[str, Sequence[str]], rounds: int, folder: Path) -> dict[str, list[Run]]:
    """Run each command once a round, in turn, so that a noisy machine meets all alike; a first round is not counted."""
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            found = run(command, folder)
            if number:
                runs[name].append(found)
    return runs


def ratio(ours: Sequence[Run], other: Sequence[Run]) -> float:
    """Return the median of the ratios of time, taken round by round."""
    return statistics.median(a.seconds / b.seconds for a, b in zip(ours, other, strict=True))


def ratio_of_peaks(ours: Sequence[Run], other: Sequence[Run]) -> float:
    """Return the median of the ratios of peak memory, taken round by round."""
    return statistics.median(a.peak / b.peak for a, b in zip(ours, other, strict=True))


def growth(small: Sequence[Run], middle: Sequence[Run], large: Sequence[Run]) -> float:
    """Return how many times the cost above a small model grows from the middle size to the large one (median)."""
    return statistics.median(
        (c.seconds - a.seconds) / (b.seconds - a.seconds) for a, b, c in zip(small, middle, large, strict=True)
    )
