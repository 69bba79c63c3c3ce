"""The versions of Python that are promised, tested and aimed at are the same everywhere."""

from __future__ import annotations

import re
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CLASSIFIED = [
    found[1]
    for line in PROJECT["project"]["classifiers"]
    if (found := re.fullmatch(r"Programming Language :: Python :: (3\.\d+)", line))
]


def test_the_workflow_runs_every_version_that_is_promised() -> None:
    workflow = yaml.safe_load((ROOT / ".github/workflows/test.yml").read_text(encoding="utf-8"))
    assert workflow["jobs"]["test"]["strategy"]["matrix"]["python"] == CLASSIFIED


def test_versions_are_promised_without_a_hole() -> None:
    minors = [int(version.removeprefix("3.")) for version in CLASSIFIED]
    assert len(minors) >= 4
    assert all(later == earlier + 1 for earlier, later in pairwise(minors))


def test_everything_aims_at_the_oldest() -> None:
    oldest = CLASSIFIED[0]
    tools = PROJECT["tool"]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert PROJECT["project"]["requires-python"] == f">={oldest}"
    assert tools["ruff"]["target-version"] == f"py{oldest.replace('.', '')}"
    assert tools["mypy"]["python_version"] == oldest
    assert f"--python-version {oldest} " in makefile
    assert f"sys.version_info < ({oldest.replace('.', ', ')})" in makefile
    for page in ("README.md", "CONTRIBUTING.md"):
        assert f"Python {oldest}" in (ROOT / page).read_text(encoding="utf-8"), page
