"""`make mutants`: change the code of a room in one small way at a time, and see whether a test notices.

Works on a copy in .mutants, so that edits meanwhile disturb nothing. Which code is changed and which tests are run
stands in pyproject.toml. Prints a table and the survivors; ends with 1 when too few were killed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WORK = ROOT / ".mutants"
ROOMS = ("coverage", "graph", "diff")
COPIED = ("src", "tests", "data", "pyproject.toml", "README.md")
ENOUGH = 90
"""Per cent of the mutants of each room that have to be killed."""

SEED = 2040
"""Draws the sample: the same one as long as the code is the same."""

_NO_SUCH = "none"
_UNNOTICED = (0, 33, None)
"""What mutmut keeps of a mutant that survived, that no test runs, or that was not run; else a test failed."""


def main() -> int:
    """Run, print, and return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description="Mutation testing of the core.")
    parser.add_argument("rooms", nargs="*", help="which rooms (default: all three)")
    parser.add_argument("--sample", type=int, help="of each room, so many mutants drawn at random")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1), help="processes at once (default: 2)")
    options = parser.parse_args()
    rooms = options.rooms or ROOMS
    if unknown := set(rooms) - set(ROOMS):
        parser.error(f"no such room: {', '.join(sorted(unknown))}")
    _copy()
    jobs = ("--max-children", str(options.jobs))
    _mutmut("run", *jobs, _NO_SUCH)  # writes the mutants and learns which tests run them
    chosen = {room: _draw(_states(room), options.sample) for room in rooms}
    is_sample = options.sample is not None
    _mutmut("run", *jobs, *(_flat(chosen) if is_sample else [f"sotetrace.{room}.*" for room in rooms]))
    left = _left_of(chosen)
    if _flat(left):
        _look_closer()
        _mutmut("run", *jobs, *_flat(left))
        left = _left_of(left)
    return _report(chosen, left, is_sample=is_sample)


def _look_closer() -> None:
    """Let the laws run in full, as they do in `make test`: what was left may have had too few examples."""
    settings = WORK / "pyproject.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("-profile=mutants", "-profile=mutants-again"), encoding="utf-8")


def _copy() -> None:
    shutil.rmtree(WORK, ignore_errors=True)
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, WORK / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
        else:
            shutil.copy(ROOT / name, WORK / name)


def _mutmut(*words: str) -> str:
    """Run mutmut in the work folder; what it does and how far it is goes into a log beside the mutants."""
    command = [str(Path(sys.executable).with_name("mutmut")), *words]
    with (WORK / "mutmut.log").open("ab") as log:
        done = subprocess.run(command, cwd=WORK, stdout=subprocess.PIPE, stderr=log, check=False)
        log.write(done.stdout)
    if not (WORK / "mutants" / "mutmut-stats.json").exists():
        raise SystemExit(f"mutants: the tests fail without any mutant; see {WORK / 'mutmut.log'}")
    return done.stdout.decode("utf-8", "replace")


def _states(room: str) -> dict[str, int | None]:
    """Return what became of every mutant of a room, by name; None for one that was not run."""
    found: dict[str, int | None] = {}
    for path in sorted((WORK / "mutants" / "src" / "sotetrace" / room).glob("*.meta")):
        found.update(json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"])
    return found


def _draw(states: dict[str, int | None], size: int | None) -> list[str]:
    names = sorted(states)
    return names if size is None else sorted(random.Random(SEED).sample(names, min(size, len(names))))


def _left_of(names: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return those of some mutants, by room, that no test has noticed."""
    states = {room: _states(room) for room in names}
    return {room: [name for name in found if states[room][name] in _UNNOTICED] for room, found in names.items()}


def _flat(names: dict[str, list[str]]) -> list[str]:
    return [name for found in names.values() for name in found]


def _report(chosen: dict[str, list[str]], left: dict[str, list[str]], *, is_sample: bool) -> int:
    print("| room | mutants | run | killed | survived | killed, % |\n| --- | ---: | ---: | ---: | ---: | ---: |")
    is_enough = True
    for room, names in chosen.items():
        count = (len(_states(room)), len(names), len(names) - len(left[room]), len(left[room]))
        share = 100 * count[2] / count[1]
        is_enough = is_enough and share >= ENOUGH
        print(f"| {room} | {' | '.join(f'{number:,}' for number in count)} | {share:.1f} |")
    if is_sample:
        print(f"\nA sample, drawn with the seed {SEED}.")
    for name in _flat(left):
        lines = _mutmut("show", name).splitlines()
        changed = [line for line in lines if line[:1] in ("+", "-") and line[:3] not in ("+++", "---")]
        print("", name, *changed, sep="\n")
    return 0 if is_enough else 1


if __name__ == "__main__":
    sys.exit(main())
