"""Tests of the documentation: what a page shows is what happens, and nothing that exists goes unmentioned.

`pytest tests/docs --refresh-docs` writes the shown output, the generated parts and the schemas anew. Read the
difference before you commit it.
"""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--refresh-docs", action="store_true", help="Write what the documentation shows anew.")


@pytest.fixture
def is_refreshing(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--refresh-docs", default=False))
