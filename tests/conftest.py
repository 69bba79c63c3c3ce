"""Options of the test run, and the walls around it."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--refresh-golden", action="store_true", help="write the golden files anew")


@pytest.fixture(scope="session", autouse=True)
def _walls(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Make the tests' folder look like the root of a repository, so that no model above it is ever found."""
    (tmp_path_factory.getbasetemp() / ".git").mkdir(exist_ok=True)
