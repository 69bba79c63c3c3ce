"""Options of the test run, and the walls around it."""

from __future__ import annotations

import os
from collections import Counter

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--refresh-golden", action="store_true", help="write the golden files anew")


def pytest_configure() -> None:
    """Give a mutant (`make mutants`) a minute of the processor: some loop without end, and no clock is fair to all."""
    if "__mutmut_" in os.environ.get("MUTANT_UNDER_TEST", ""):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        wanted = int(used.ru_utime + used.ru_stime) + 60
        resource.setrlimit(resource.RLIMIT_CPU, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most))


@pytest.fixture(scope="session", autouse=True)
def _walls(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Make the tests' folder look like the root of a repository, so that no model above it is ever found."""
    (tmp_path_factory.getbasetemp() / ".git").mkdir(exist_ok=True)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name what was skipped, a line for each reason: a run that left something out must not look like a whole one."""
    reports = terminalreporter.stats.get("skipped", [])
    reasons = Counter(report.longrepr[2].removeprefix("Skipped: ") for report in reports)
    for reason, count in sorted(reasons.items()):
        terminalreporter.write_line(f"SKIPPED {count} tests: {reason}", yellow=True)
