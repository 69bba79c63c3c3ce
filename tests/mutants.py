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
    _mutmut("run", "--max-children", str(options.jobs), _NO_SUCH)  # writes the mutants, learns which tests run them
    names = {room: _names(room) for room in rooms}
    chosen = {room: _draw(found, options.sample) for room, found in names.items()}
    left = _unnoticed([name for found in chosen.values() for name in found], options.jobs)
    sizes = {room: len(found) for room, found in names.items()}
    return _report(sizes, chosen, left, is_sample=options.sample is not None)


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


def _names(room: str) -> list[str]:
    """Return the names of all mutants of a room, sorted."""
    files = (WORK / "mutants" / "src" / "sotetrace" / room).glob("*.meta")
    return sorted(name for path in files for name in json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"])


def _draw(names: list[str], size: int | None) -> list[str]:
    return names if size is None else sorted(random.Random(SEED).sample(names, min(size, len(names))))


def _unnoticed(names: list[str], jobs: int) -> list[str]:
    """Let the tests run on each of some mutants, and return those that no test has noticed, sorted."""
    folder = WORK / "mutants"
    found = folder / "unnoticed.txt"
    found.unlink(missing_ok=True)
    with (WORK / "mutmut.log").open("ab") as log:
        subprocess.run(
            [sys.executable, "-m", "tests.mutant_session", str(jobs)],
            cwd=folder,
            env=os.environ | {"PYTHONPATH": "src", "MUTANT_UNDER_TEST": ""},
            input="\n".join(names).encode(),
            stdout=log,
            stderr=log,
            check=False,
        )
    if not found.exists():
        raise SystemExit(f"mutants: the tests fail without any mutant; see {WORK / 'mutmut.log'}")
    return sorted(found.read_text(encoding="utf-8").split())


def _report(sizes: dict[str, int], chosen: dict[str, list[str]], left: list[str], *, is_sample: bool) -> int:
    print("| room | mutants | run | killed | survived | killed, % |\n| --- | ---: | ---: | ---: | ---: | ---: |")
    is_enough = True
    for room, names in chosen.items():
        survived = len(set(names).intersection(left))
        count = (sizes[room], len(names), len(names) - survived, survived)
        share = 100 * count[2] / count[1]
        is_enough = is_enough and share >= ENOUGH
        print(f"| {room} | {' | '.join(f'{number:,}' for number in count)} | {share:.1f} |")
    if is_sample:
        print(f"\nA sample, drawn with the seed {SEED}.")
    for name in left:
        lines = _mutmut("show", name).splitlines()
        changed = [line for line in lines if line[:1] in ("+", "-") and line[:3] not in ("+++", "---")]
        print("", name, *changed, sep="\n")
    return 0 if is_enough else 1


if __name__ == "__main__":
    sys.exit(main())
