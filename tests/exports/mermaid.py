"""Mermaid's own parser, in Node.js: where it is, and what it takes a picture for.

`SOTETRACE_MERMAID` names the folder in which `npm ci` was run with the package files of tests/mermaid; without it,
a folder of the cache. `SOTETRACE_REQUIRE_READERS=1` makes its absence a failure.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Sequence

PARSER = Path(__file__).parents[1] / "mermaid" / "parse.mjs"
_CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sotetrace" / "mermaid"


def folder() -> Path:
    """The folder that holds the packages."""
    return Path(os.environ.get("SOTETRACE_MERMAID") or _CACHE)


def need_mermaid() -> None:
    """Skip the test, or fail where the parser must be there."""
    lacking = [
        *([] if shutil.which("node") else ["node"]),
        *([] if (folder() / "node_modules" / "mermaid").is_dir() else [f"mermaid in {folder().name}"]),
    ]
    if not lacking:
        return
    said = f"NOT RUN: pictures through Mermaid's own parser, for want of {' and '.join(lacking)}"
    if os.environ.get("SOTETRACE_REQUIRE_READERS"):
        pytest.fail(said)
    pytest.skip(said)


def parse(pictures: Sequence[str]) -> list[dict[str, Any]]:
    """Return what Mermaid takes each picture for: its vertices and edges, or an error."""
    need_mermaid()
    done = subprocess.run(
        ["node", str(PARSER), str(folder())],
        input=json.dumps(pictures),
        capture_output=True,
        check=True,
        encoding="utf-8",
        timeout=300,
    )
    found: list[dict[str, Any]] = json.loads(done.stdout)
    assert len(found) == len(pictures)
    return found
