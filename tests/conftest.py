"""Options of the test run, and the walls around it."""

from __future__ import annotations

from collections import Counter

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--refresh-golden", action="store_true", help="write the golden files anew")


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
