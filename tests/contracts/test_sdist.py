"""Who unpacks the source distribution can run its tests."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_NAMED = re.compile(r"ROOT / f?\"([^\"/{]+)")
"""The first step of a path that a test reads."""


def test_what_the_tests_read_is_in_the_source_distribution() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    included = {name.removeprefix("/") for name in project["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]}
    assert all((ROOT / name).exists() for name in included)
    sources = (path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py"))
    read = {name for text in sources for name in _NAMED.findall(text) if (ROOT / name).exists()}
    assert {"data", "docs", "examples"} <= read
    assert not read - included - {"pyproject.toml", ".mutants"}, "the one is always in it, the other is made by a run"
