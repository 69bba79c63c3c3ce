"""What the fuzzing draws and how much of it: strategies for nearly valid files, and the budget of a run.

`SOTETRACE_FUZZ` is how many examples each property gets; without it a run of the tests has a few, always the same.
`make fuzz` sets it, and draws others each time.
"""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tests.hostile.corpus import CASES

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

TOP = Path(__file__).resolve().parents[2]
EXAMPLES = int(os.environ.get("SOTETRACE_FUZZ") or 0)
"""How many examples `make fuzz` gives each property; nought in a run of the tests."""
_LONGEST_CASE = 400
_TOKEN = re.compile(rb"[\w.-]+|\s+|.", re.DOTALL)


def budget(few: int) -> settings:
    """Return the settings of a property that has a few examples in a run of the tests."""
    return settings(
        max_examples=EXAMPLES or few,
        deadline=None,
        derandomize=not EXAMPLES,
        database=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )


@cache
def real_files() -> tuple[tuple[str, bytes], ...]:
    """The files that people really wrote: the vision, its family, crosswalks, settings, the starter."""
    folders = (TOP / "data", TOP / "data" / "family", TOP / "src" / "sotetrace" / "store" / "starter_files")
    paths = [path for folder in folders for path in sorted(folder.iterdir())]
    wanted = (".yaml", ".tsv")
    return tuple((path.name, path.read_bytes()) for path in paths if path.suffix in wanted)


def excerpt(raw: bytes, start: int, lines: int) -> bytes:
    """Return the head of a file and some lines of it, which a test reads more quickly than the whole."""
    rows = raw.splitlines(keepends=True)
    head = min(40, len(rows))
    return b"".join(rows[:head] + rows[head + start : head + start + lines])


def pieces() -> SearchStrategy[bytes]:
    """Draw a piece to put into a file: what is hard to read, and pieces of other cases."""
    hard = [
        *(b"{", b"}", b"[", b"]", b"'", b'"', b": ", b"- ", b"? ", b"&a ", b"*a", b"!x ", b"!!python/name:os ", b"| "),
        *(b">-\n", b"#", b"\n", b"\r", b"\r\n", b"\t", b"  ", b"---\n", b"...\n", b"%YAML 1.1\n", b"%TAG ! x\n"),
        *(b"\0", b"\x1b[2J", b"\xff", b"\xc3", b"\xe2\x80\xa8", b"\xe2\x80\xae", b"\xef\xbb\xbf", b"no", b"~", b"010"),
        *(b"<<: *a\n", b"id: G1\n", b",", b"9" * 5_000, b"[" * 60, b"goals:\n", b"format: 2\n", b"@", b"`", b"|"),
        *(b"to: G1", b"basis: stated", b"skos:exactMatch", b"sssom:NoTermFound", b"2026-02-30", b"{fi: x}", b"=1+1"),
    ]
    return st.one_of(
        st.sampled_from(hard),
        st.sampled_from([case.raw for case in CASES if len(case.raw) < _LONGEST_CASE]),
        st.binary(max_size=8),
        st.integers().map(lambda number: str(number).encode()),
    )


@st.composite
def mutated(draw: DrawFn, raw: bytes) -> bytes:
    """Draw a file with some of its bytes, tokens or lines cut out, doubled, moved, swapped or replaced."""
    for _ in range(draw(st.integers(1, 5))):
        kind = draw(st.sampled_from(["bytes", "tokens", "lines"]))
        cells = (
            [raw[at : at + 1] for at in range(len(raw))]
            if kind == "bytes"
            else (_TOKEN.findall(raw) if kind == "tokens" else raw.splitlines(keepends=True))
        )
        if not cells:
            return raw
        at, other = draw(st.integers(0, len(cells) - 1)), draw(st.integers(0, len(cells) - 1))
        end = min(len(cells), at + draw(st.integers(1, 6)))
        match draw(st.integers(0, 5)):
            case 0:
                cells[at:end] = []
            case 1:
                cells[at:at] = cells[at:end]
            case 2:
                cells[at], cells[other] = cells[other], cells[at]
            case 3:
                cells[at:end] = [draw(pieces())]
            case 4:
                cells[at:at] = [draw(pieces())]
            case _:
                cells[at] = b" " * draw(st.integers(1, 4)) + cells[at]
        raw = b"".join(cells)
    return raw
