"""Writers: results → the shapes of JSON; standing findings → the formats of build servers."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from sotetrace.report.standing import Standing

WRITERS = {
    "github": "workflow commands that GitHub shows as annotations",
    "sarif": "SARIF 2.1.0, for code scanning and editors",
    "gitlab": "a Code Quality report of GitLab",
    "junit": "a test report in the XML of JUnit",
}
"""The formats of standing findings, each written by the function `render_NAME` of the module of its name."""


def load_writer(name: str) -> Callable[[Standing], str]:
    """Return the function that writes a format. Raises KeyError for a name that is not in the table."""
    if name not in WRITERS:
        raise KeyError(name)
    writer: Callable[[Standing], str] = getattr(import_module(f"{__name__}.{name}"), f"render_{name}")
    return writer
