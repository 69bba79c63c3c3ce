"""A browser for the tests of the page, or the reason why there is none.

`SOTETRACE_REQUIRE_BROWSER=1` makes a missing browser, or a missing axe-core, a failure.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.chromium import Chromium, find_chromium
from tests.browser.pages import write_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.browser.chromium import Tab

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
"""Where `npm ci --prefix tests/browser` puts it; SOTETRACE_AXE names another place."""


def lack(what: str) -> None:
    """Skip a test that needs something from outside, or fail it where that must be there."""
    if os.environ.get("SOTETRACE_REQUIRE_BROWSER"):
        pytest.fail(f"in a browser: {what}")
    pytest.skip(f"in a browser: {what}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """One Chromium for all tests."""
    path = find_chromium()
    if path is None:
        lack("no Chromium here (Debian and Ubuntu: chromium)")
    browser = Chromium(str(path))
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core, which checks a page for faults of accessibility."""
    path = Path(os.environ.get("SOTETRACE_AXE") or AXE)
    if not path.is_file():
        lack("no axe-core here (npm ci --prefix tests/browser)")
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of Sote2040 in Finnish, as a file."""
    return write_page(tmp_path_factory.mktemp("page") / "vision.html")


@pytest.fixture(scope="module")
def _shared(chromium: Chromium, page: Path) -> Tab:
    return chromium.open(page)


@pytest.fixture
def tab(_shared: Tab) -> Iterator[Tab]:
    """The page of Sote2040, loaded anew; in the end nothing stood in the console, and nothing was asked for."""
    _shared.reload()
    yield _shared
    assert _shared.complaints == []
    assert all(address.startswith("file:") for address in _shared.requests)
    assert len(set(_shared.requests)) == 1
