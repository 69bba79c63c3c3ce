"""Timing processes from outside: processor time and peak memory, as the operating system counts them."""

from __future__ import annotations

import os
import resource
import signal
import statistics
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_NEARLY = 0.9
"""From this part of its most seconds on, a process that failed did so because one of its own was ended at them."""
# What would make a start something else than a user's: no byte code kept, other languages, colours or widths.
_UNSET = ("PYTHONDONTWRITEBYTECODE", "SOTETRACE_LANG", "FORCE_COLOR", "COLUMNS")


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a process: its processor time in seconds, and peak memory (in the system's unit; only ratios count).

    Processor time (of the program and of the system for it) says the same on a machine that has other work to do.
    `is_cut` says that it was ended at its most seconds, so that it would have taken longer.
    """

    seconds: float
    peak: int
    is_cut: bool = False


def run(
    command: Sequence[str], folder: Path, *, most: int | None = None, statuses: frozenset[int] = frozenset((0,))
) -> Run:
    """Run a command in a folder, its output thrown away; end it after `most` seconds of processor time.

    Raises RuntimeError when it ends with another exit status than those of a run that did its work. (The models have
    warnings and notes but no errors, so that every command of ours ends with 0; a crash ends with 1, and soon.)
    """
    environment = {name: value for name, value in os.environ.items() if name not in _UNSET}
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=None if most is None else subprocess.DEVNULL,
    )
    if most is not None:  # another tool: its own processes have the same limit
        resource.prlimit(process.pid, resource.RLIMIT_CPU, (most, most + 1))
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = usage.ru_utime + usage.ru_stime
    has_failed = process.returncode not in statuses
    # The system's own count, which ends a process, is a coarser one than what it says afterwards: its signal decides.
    is_cut = process.returncode == -signal.SIGXCPU or (has_failed and most is not None and seconds >= _NEARLY * most)
    if has_failed and not is_cut:
        raise RuntimeError(f"exit status {process.returncode}: {' '.join(command)}")
    return Run(seconds, usage.ru_maxrss, is_cut)


def interleave(
    commands: Mapping[str, Sequence[str]], rounds: int, folder: Path, *, is_warm: bool = False
) -> dict[str, list[Run]]:
    """Run each command once a round, in turn, so that a noisy machine meets all alike.

    A first round is not counted, unless every command has run before.
    """
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for number in range(is_warm, rounds + 1):
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
