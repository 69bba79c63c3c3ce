"""The inputs that take the most time and memory, at any size, and the bounds that they are held to.

`python -m tests.hostile.worst [NAME …]` makes each as large as a file may be and as large as the limits of a document
still take, runs `check` on it in a process that may take 2 GiB, and prints what it took. It ends with status 1 when
one took more, or more than 60 seconds of processor time.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.hostile.cases import HEAD

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_MEMORY = 2 << 30
MOST_SECONDS = 60
LARGEST, WITHIN_LIMITS = 49_000_000, 13_000_000
"""In bytes: what a file may hold, and what most shapes may hold before a limit of the document is passed."""

LINK = "{to: G1, basis: stated, quote: x}"
G = "goals: [{id: G1, title: {en: x}}]\n"
M = "measures:\n- id: M1\n  title: {en: x}\n"


def filled(size: int, head: str, piece: str, tail: str = "") -> str:
    """Return a text of a size: a head, a piece many times over, a tail."""
    return head + piece * max(1, (size - len(head)) // len(piece)) + tail


def numbered(size: int, head: str, piece: str, tail: str = "") -> str:
    """Return a text of a size: a head, a piece many times over with `#` its number each time, a tail."""
    longest = len(piece) + 6 * piece.count("#")
    return head + "".join(piece.replace("#", str(number)) for number in range(max(1, size // longest))) + tail


def crossed(size: int, one: str, first: str, two: str, second: str) -> str:
    """Return a text of a size in which half of the entries speak of the other half."""
    return numbered(size // 2, HEAD + one, first) + numbered(size // 2, two, second)


EXPECTATION = "- {id: e#, of: goal, link: advances, direction: in, by: [measure]}\n"
SCOPE = "- {id: X#, members: {kind: measure}, advances: [{to: G1, basis: blanket, where: a, quote: x}]}\n"
INPUTS: dict[str, Callable[[int], str | bytes]] = {
    "words for elements": lambda n: filled(n, HEAD + "goals: [", "x, ", "x]\n"),
    "numbers for elements": lambda n: filled(n, HEAD + "goals: [", "1, ", "x]\n"),
    "words for links": lambda n: filled(n, HEAD + M + "  advances: [", "x, ", "x]\n"),
    "elements of nothing": lambda n: filled(n, HEAD + "measures:\n", "- {}\n"),
    "tiny elements": lambda n: numbered(n, HEAD + "measures:\n", "- {id: M#, title: {en: x}}\n"),
    "elements without a title": lambda n: numbered(n, HEAD + "measures:\n", "- {id: M#}\n"),
    "elements with long ids": lambda n: numbered(
        n, HEAD + "measures:\n", f"- {{id: M{'x' * 50}#, title: {{en: x}}, level: L{'y' * 50}#}}\n"
    ),
    "elements on one line": lambda n: numbered(n, HEAD + "measures: [", "{id: M#, titel: {en: x}},", "{}]\n"),
    "elements that need the next": lambda n: numbered(
        n, HEAD + "measures:\n", "- {id: M#, title: {en: x}, needs: [{to: M#1, basis: stated, quote: x}]}\n"
    ),
    "elements with a link each": lambda n: numbered(
        n, HEAD + G + "measures:\n", f"- {{id: M#, title: {{en: x}}, advances: [{LINK}]}}\n"
    ),
    "ids that look alike": lambda n: numbered(
        n, HEAD + "measures:\n", "- {id: m#, title: {en: x}}\n- {id: M#, title: {en: x}}\n"
    ),
    "one id for all": lambda n: filled(n, HEAD + "measures:\n", "- {id: M1, title: {en: x}}\n"),
    "unknown references": lambda n: numbered(n, HEAD + M + "  advances:\n", "  - {to: Q#, basis: stated, quote: x}\n"),
    "wrong words": lambda n: numbered(n, HEAD + M + "  advances:\n", "  - {to: Q#, basis: statedd}\n"),
    "unknown places": lambda n: numbered(n, HEAD + "measures:\n", "- {id: M#, title: {en: x}, source: {where: q#}}\n"),
    "unknown keys": lambda n: numbered(n, HEAD, "k#: x\n"),
    "the same key": lambda n: filled(n, HEAD, "k: x\n"),
    "variants": lambda n: numbered(n, HEAD + M + "  variants:\n", "  - {text: w#, where: x}\n"),
    "slips": lambda n: numbered(n, HEAD + M + "  sic:\n", "  - {text: w#}\n"),
    "parts": lambda n: numbered(n, HEAD + M + "  parts:\n", "  - {id: M1.a#, title: {en: x}}\n"),
    "long titles": lambda n: numbered(n, HEAD + "goals:\n", f"- {{id: G#, title: {{en: '{'work ' * 30_000}'}}}}\n"),
    "long keys": lambda n: numbered(n, HEAD + M, f"  ? {'sumary' * 30_000}#\n  : x\n"),
    "expectations": lambda n: numbered(n, HEAD + G + "expectations:\n", EXPECTATION),
    "expectations about elements": lambda n: crossed(
        n, "goals:\n", "- {id: G#, title: {en: x}}\n", "expectations:\n", EXPECTATION
    ),
    "scopes of measures": lambda n: crossed(n, G + "measures:\n", "- {id: M#, title: {en: x}}\n", "scopes:\n", SCOPE),
    "judgements": lambda n: (
        HEAD + f"judged: [{{measures: [{numbered(n // 2, '', 'M#, ')}], "
        f"sub_goals: [{numbered(n // 2, '', 'G#, ')}], by: a, date: 2026-01-01}}]\n"
    ),
    "aliases": lambda n: filled(n, HEAD + "goals: [", "*a, ", "]\n"),
    "tags": lambda n: filled(n, HEAD + "goals: [", "!x , ", "]\n"),
    "directives": lambda n: numbered(n, "", "%TAG !a#! x\n", f"---\n{HEAD}"),
    "brackets": lambda n: filled(n, HEAD + "goals: ", "["),
    "dashes": lambda n: filled(n, HEAD + "goals:\n  ", "- "),
    "question marks": lambda n: filled(n, HEAD + "goals:\n  ", "? "),
    "documents": lambda n: filled(n, HEAD, "---\n"),
    "one line": lambda n: filled(n, HEAD + "note: ", "x"),
    "one line of escapes": lambda n: filled(n, HEAD + 'note: "', "\\x41", '"\n'),
    "blank lines": lambda n: filled(n, HEAD + "goals: ]\n", "\n"),
    "lines with an id after a fault": lambda n: filled(n, HEAD + "goals: ]\n", "   id: x\n"),
    "thirty faults at the end": lambda n: numbered(
        n, HEAD + "measures:\n", "- {id: M#, title: {en: x}}\n", "goals: ]\n" * 30
    ),
    "a control character on each line": lambda n: filled(n, HEAD, "#\x01\n"),
    "NULs": lambda n: b"\0" * n,
    "bad bytes": lambda n: HEAD.encode() + b"#\xff\n" * (n // 3),
    "UTF-16": lambda n: filled(n // 2, "\ufeff" + HEAD, "# x\n").encode("utf-16-le"),
}
"""By name: what makes an input of about so many bytes."""


def build(name: str, size: int) -> bytes:
    """Return an input of a size."""
    made = INPUTS[name](size)
    return made.encode() if isinstance(made, str) else made


def measure(path: Path) -> tuple[int, float, float, bytes]:
    """Check a file within the bounds of memory; return status, seconds of processor time, MiB, and the last words."""
    # The figures are those of the children of a process, so that each measurement has one of its own.
    words = [
        sys.executable,
        "-c",
        _MEASURE,
        str(MOST_MEMORY),
        sys.executable,
        "-m",
        "sotetrace",
        "check",
        "-m",
        str(path),
    ]
    done = subprocess.run(words, capture_output=True, check=True)
    status, seconds, kilobytes, said = done.stdout.split(b" ", 3)
    return int(status), float(seconds), int(kilobytes) / 1024, said


_MEASURE = """
import resource, subprocess, sys
most = int(sys.argv[1])
done = subprocess.run(
    sys.argv[2:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (most, most)),
)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
seconds = used.ru_utime + used.ru_stime
sys.stdout.buffer.write(b"%d %f %d " % (done.returncode, seconds, used.ru_maxrss) + done.stderr[-300:])
"""


def main(names: list[str]) -> int:
    """Measure some inputs, or all, at both sizes; return the exit status."""
    over = 0
    print(f"{'input':34} {'MB':>5} {'status':>6} {'seconds':>8} {'MiB':>6}")
    with tempfile.TemporaryDirectory(prefix="sotetrace-worst-") as folder:
        for name in names or INPUTS:
            for size in (WITHIN_LIMITS, LARGEST):
                path = Path(folder) / "vision.yaml"
                path.write_bytes(build(name, size))
                status, seconds, megabytes, said = measure(path)
                is_over = seconds > MOST_SECONDS or status not in (0, 1, 3) or b"Traceback" in said
                over += is_over
                verdict = "OVER" if is_over else ""
                print(f"{name:34} {size / 1e6:5.0f} {status:6} {seconds:8.1f} {megabytes:6.0f} {verdict}", flush=True)
    print(f"{over} over {MOST_SECONDS} s or {MOST_MEMORY >> 30} GiB")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
