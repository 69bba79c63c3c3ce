"""One session of pytest for many mutants: the tests are collected once, then a process of its own runs them for each.

`tests.mutants` calls it in the folder that mutmut made, where the code holds every mutant and `MUTANT_UNDER_TEST` says
which one is awake. mutmut could run them too, but would collect a thousand tests anew for every mutant: hours.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import shutil
import sys
import tempfile
import time
import tomllib
from collections import Counter
from pathlib import Path
from typing import NoReturn

import pytest

SECONDS = 180
"""Of the processor, for all tests of one mutant: some loop without end, and no clock is fair to all."""

_NOBODY = ""


class Mutants:
    """A plugin that runs the tests of one mutant after the other, instead of all tests once."""

    def __init__(self, tests_by_mutant: dict[str, list[str]], jobs: int) -> None:
        self.unnoticed: list[str] = []
        self._tests = tests_by_mutant
        self._jobs = jobs
        self._running: dict[int, tuple[str, str]] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run them all; True tells pytest that the tests have been run."""
        items = {item.nodeid: item for item in session.items}
        gc.freeze()  # what is collected here is shared with every process that follows
        self._start(session, _NOBODY, list(items.values()))
        self._wait()
        if _NOBODY not in self.unnoticed:
            pytest.exit("the tests fail without any mutant", returncode=1)
        self.unnoticed.clear()
        for name, tests in self._tests.items():
            while len(self._running) >= self._jobs:
                self._wait()
            self._start(session, name, [items[test] for test in tests if test in items])
        while self._running:
            self._wait()
        return True

    def _start(self, session: pytest.Session, name: str, items: list[pytest.Item]) -> None:
        folder = tempfile.mkdtemp(prefix="mutant-")
        pid = os.fork()
        if pid == 0:
            os.environ["MUTANT_UNDER_TEST"] = name
            os.environ["PYTEST_DEBUG_TEMPROOT"] = folder
            _run(session, items, seconds=SECONDS if name else None)
        self._running[pid] = (name, folder)

    def _wait(self) -> None:
        pid, status = os.wait()
        name, folder = self._running.pop(pid)
        shutil.rmtree(folder, ignore_errors=True)
        if status == 0:
            self.unnoticed.append(name)
            print(f"\nunnoticed: {name}", flush=True)  # into the log, for who cannot wait


def _run(session: pytest.Session, items: list[pytest.Item], *, seconds: int | None) -> NoReturn:
    """Run the tests until one fails, and end the process: with 0 when none did."""
    status = 1
    try:
        if seconds is not None:
            most = int(time.process_time()) + seconds
            resource.setrlimit(resource.RLIMIT_CPU, (most, most))
        for item, following in zip(items, [*items[1:], None], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if session.testsfailed:
                break
        else:
            status = 0
    finally:
        os._exit(status)


def main() -> int:
    """Read the names of mutants, a line each, and write those that no test noticed; return the exit status.

    Called with how many processes may run at once.
    """
    names = sys.stdin.read().split()
    settings = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]
    mutants = Mutants(_near_first(names), int(sys.argv[1]))
    status = pytest.main(
        [
            "--rootdir=.",
            "--tb=native",
            "--assert=plain",  # that a test fails is enough; to tell why would take longer than to run it
            "-qq",
            *settings["pytest_add_cli_args"],
            *settings["pytest_add_cli_args_test_selection"],
        ],
        plugins=[mutants],
    )
    if status == 0:  # else the tests were not run, and nothing is known of any mutant
        Path("unnoticed.txt").write_text("\n".join(mutants.unnoticed), encoding="utf-8")
    return int(status)


def _near_first(names: list[str]) -> dict[str, list[str]]:
    """Return the tests that reach each mutant: those of its own module, then by file, those that take longest last."""
    stats = json.loads(Path("mutmut-stats.json").read_text(encoding="utf-8"))
    seconds: Counter[str] = Counter()
    for test, duration in stats["duration_by_test"].items():
        seconds[_file_of(test)] += duration

    def tests_of(name: str) -> list[str]:
        function = name.rpartition("__mutmut_")[0]
        room, module = function.split(".")[1:3]
        own = f"tests/unit/{room}/test_{module}.py"
        reach = stats["tests_by_mangled_function_name"].get(function, ())
        return sorted(reach, key=lambda test: (_file_of(test) != own, seconds[_file_of(test)], test))

    return {name: tests_of(name) for name in names}


def _file_of(test: str) -> str:
    return test.partition("::")[0]


if __name__ == "__main__":
    sys.exit(main())
