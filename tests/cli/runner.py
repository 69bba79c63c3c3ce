"""Run the command line as a shell would, but in this process: arguments, environment, current folder, both streams."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

import typer.main

from sotetrace.cli.main import app, run
from sotetrace.model.limits import DEFAULT_LIMITS
from sotetrace.store.documents import load_document

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sotetrace.model.document import VisionDocument
    from sotetrace.model.limits import Limits
    from sotetrace.store.documents import Loaded, Raw

ROOT = Path(__file__).resolve().parents[2]
VISION = ROOT / "data" / "vision.yaml"

_COMMANDS = typer.main.get_command(app)
"""The tree of commands, which typer would build anew for every call."""

# Settings of a caller that change what is printed; a test sets those it is about.
_DROPPED = (
    "SOTETRACE_LANG",
    "NO_COLOR",
    "FORCE_COLOR",
    "PY_COLORS",
    "GITHUB_ACTIONS",
    "TERM",
    "LINES",
    "TTY_COMPATIBLE",
)


class Stream(io.StringIO):
    """A stream that says whether it is a terminal."""

    def __init__(self, *, is_terminal: bool) -> None:
        super().__init__()
        self.is_terminal = is_terminal

    def isatty(self) -> bool:
        return self.is_terminal


@dataclass(frozen=True, slots=True)
class Run:
    """What a call left behind: its exit status and what it wrote."""

    status: int
    out: str
    err: str


def environment(**variables: str) -> dict[str, str]:
    """Return the environment of a call: without what would change its output, 80 columns wide, and the given."""
    kept = {name: value for name, value in os.environ.items() if name not in _DROPPED}
    return {**kept, "COLUMNS": "80", **variables}


def sotetrace(*args: str | Path, cwd: Path = ROOT, is_terminal: bool = False, **variables: str) -> Run:
    """Call the command line in a folder; `variables` are set in its environment."""
    out, err = Stream(is_terminal=is_terminal), Stream(is_terminal=is_terminal)
    with (
        mock.patch.object(sys, "argv", ["sotetrace", *map(str, args)]),
        mock.patch.dict(os.environ, environment(**variables), clear=True),
        contextlib.chdir(cwd),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        _no_terminal_size(),
        mock.patch("sotetrace.cli.main.app", _COMMANDS),
        mock.patch("sotetrace.store.workspaces.load_document", _load_once),
    ):
        status = run()
    return Run(status, out.getvalue(), err.getvalue())


@contextlib.contextmanager
def _no_terminal_size() -> Iterator[None]:
    """Let COLUMNS alone decide the width, also where the tests themselves run in a terminal."""
    with mock.patch.object(os, "get_terminal_size", side_effect=OSError):
        yield


@cache
def _load(files: tuple[Raw, ...], limits: Limits) -> Loaded[VisionDocument]:
    return load_document(files, limits)


def _load_once(files: Sequence[Raw], limits: Limits = DEFAULT_LIMITS) -> Loaded[VisionDocument]:
    """Parse the same bytes once in a test run: loading is pure, and most of the time of a call."""
    return _load(tuple(files), limits)
