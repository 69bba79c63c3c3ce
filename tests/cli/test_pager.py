"""A long report goes through the reader's pager on a terminal, and nowhere else."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.runner import ROOT, environment

if TYPE_CHECKING:
    from pathlib import Path

pty = pytest.importorskip("pty", reason="no terminals of this kind here")
PROGRAM = [sys.executable, "-m", "sotetrace"]
CODES = re.compile(r"\x1b\[[\d;]*m")


def on_terminal(tmp_path: Path, *args: str, **variables: str) -> tuple[str, str]:
    """Run on a terminal of 24 lines; return what it shows and what the pager got ("" when it was not called)."""
    got = tmp_path / "paged"
    got.unlink(missing_ok=True)
    pager = tmp_path / "pager.sh"
    pager.write_text(f"#!/bin/sh\ntee {got}\n", encoding="utf-8")
    pager.chmod(0o755)
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [*PROGRAM, *args],
        cwd=ROOT,
        env=environment(**{"LINES": "24", "PAGER": str(pager), "TERM": "xterm", **variables}),
        stdin=theirs,
        stdout=theirs,
        stderr=subprocess.PIPE,
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # what a terminal says when its other end is closed
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, b"")
    return shown.decode().replace("\r\n", "\n"), got.read_text(encoding="utf-8") if got.exists() else ""


def test_long_report_is_paged_with_its_colours(tmp_path: Path) -> None:
    shown, paged = on_terminal(tmp_path, "trace", "M8", "--lang", "en")
    assert "\x1b[" in paged
    assert CODES.sub("", paged).startswith("M8 Options for the multi-channel system\n")
    assert shown == paged


def test_paged_words_are_those_of_a_pipe(tmp_path: Path) -> None:
    _, paged = on_terminal(tmp_path, "coverage", "--lang", "fi")
    done = subprocess.run(
        [*PROGRAM, "coverage", "--lang", "fi"], cwd=ROOT, env=environment(), capture_output=True, check=True
    )
    bare = [line.rstrip() for line in CODES.sub("", paged).splitlines()]
    assert bare == done.stdout.decode().splitlines()


@pytest.mark.parametrize(
    ("args", "variables"),
    [
        (("list", "levels"), {}),
        (("coverage",), {"NO_PAGER": "1"}),
        (("coverage",), {"TERM": "dumb"}),
        (("coverage",), {"LINES": "100000"}),
        (("coverage", "--format", "json"), {}),
        (("coverage", "--format", "markdown"), {}),
        (("export", "json"), {}),
    ],
    ids=["short", "asked-not-to", "dumb", "high", "json", "markdown", "export"],
)
def test_not_paged(args: tuple[str, ...], variables: dict[str, str], tmp_path: Path) -> None:
    shown, paged = on_terminal(tmp_path, *args, **variables)
    assert paged == ""
    assert shown


def test_reader_who_quits_early_is_no_error(tmp_path: Path) -> None:
    shown, _ = on_terminal(tmp_path, "trace", "M8", "--lang", "en", PAGER="head -n 1")
    assert CODES.sub("", shown) == "M8 Options for the multi-channel system\n"


def test_nothing_but_data_when_it_is_piped(tmp_path: Path) -> None:
    """No pager, no colour, no announcement, although the reader's variables ask for all of it."""
    variables = {"PAGER": "echo PAGED; cat", "LINES": "5", "TERM": "xterm", "FORCE_COLOR": "1"}
    for args in (("trace", "M8"), ("impact", "--all"), ("robustness",), ("review",), ("coverage", "--by", "measure")):
        done = subprocess.run(
            [*PROGRAM, *args], cwd=tmp_path, env=environment(**variables), capture_output=True, check=True
        )
        assert b"\x1b" not in done.stdout
        assert b"PAGED" not in done.stdout
        assert b"Sote2040-visi" in done.stderr, "the announcement of the embedded model"
        assert done.stderr.strip() not in done.stdout
