"""The pages of the documentation, and what is in them: fences, links, headings, generated regions.

A fence with something after its language is run or written in the session of its page, from top to bottom:

    ```console              commands (`$ `) and their output; `exit=1`: the status of the last one
    ```yaml file=NAME       the text is written to a file; `append=NAME`: added to it
    ```diff file=NAME       the file is changed: lines with `-` go, lines with `+` come, the others stay

Output that is left out altogether is not compared; a line `…` stands for any number of lines. A lone `?` in place of
the output is filled in when the pages are refreshed. `<!-- session: starter -->` begins the session in a folder made
by `sotetrace init`, `<!-- session: sote2040 -->` in one that holds the Sote2040 vision, `<!-- session: family -->` in
one that holds it with the related documents.

Fences `pycon` are sessions in Python, of their own: see `transcripts.py`.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]

_FENCE = re.compile(r"^(?P<ticks>`{3,})(?P<info>[^\n`]*)\n(?P<body>.*?)^(?P=ticks)$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?<!!)\[(?:[^\[\]]|\[[^\]]*\])*\]\((?P<target>[^()\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_ANCHOR = re.compile(r'<a name="([^"]+)"></a>')
_ELISION = "…"


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block: its language, the words after it, its text, and where the text stands in the page."""

    language: str
    options: dict[str, str]
    body: str
    start: int
    end: int


def fences_of(text: str) -> list[Fence]:
    fences = []
    for found in _FENCE.finditer(text):
        language, *words = found["info"].split() or [""]
        options = dict(word.split("=", 1) for word in words)
        fences.append(Fence(language, options, found["body"], found.start("body"), found.end("body")))
    return fences


def prose_of(text: str) -> str:
    """Return a page without its fences, so that what looks like a heading or link in them is none."""
    return _FENCE.sub("", text)


def links_of(text: str) -> list[str]:
    return [found["target"] for found in _LINK.finditer(prose_of(text))]


def anchors_of(text: str) -> set[str]:
    """Return the anchors of a page: those that it names itself, and those that GitHub makes of its headings."""
    return set(_ANCHOR.findall(text)) | {
        re.sub(r"[^\w\- ]", "", heading.strip().casefold().replace("`", "")).replace(" ", "-")
        for heading in _HEADING.findall(prose_of(text))
    }


def region_of(text: str, name: str) -> tuple[int, int]:
    """Return where the generated region of a name begins and ends. Raises ValueError when the page has none."""
    begin, end = f"<!-- begin {name} -->\n", f"<!-- end {name} -->"
    start = text.index(begin) + len(begin)
    return start, text.index(end, start)


@dataclass(frozen=True, slots=True)
class Command:
    """A command with the output that the page shows for it."""

    text: str
    shown: tuple[str, ...]

    @property
    def lines(self) -> list[str]:
        return [f"$ {self.text}", *self.shown]

    def fits(self, output: list[str]) -> bool:
        """Say whether an output is the one shown."""
        if not self.shown:
            return True
        first, *rest = segments_of(self.shown)
        if not rest:
            return output == first
        if output[: len(first)] != first:
            return False
        at = len(first)
        for segment in rest[:-1]:
            found = _find(output, segment, at)
            if found < 0:
                return False
            at = found + len(segment)
        last = rest[-1]
        return not last or (len(output) - len(last) >= at and output[-len(last) :] == last)

    def refreshed(self, output: list[str]) -> list[str]:
        """Return what the page should show, with as much left out as before."""
        if self.fits(output):
            return list(self.shown)
        if self.shown == ("?",):
            return output
        first, *rest = segments_of(self.shown)
        if not rest:
            return output
        shown = output[: len(first)]
        for segment in rest[:-1]:
            shown += [_ELISION, *_nearest(output, segment)]
        return [*shown, _ELISION, *(output[-len(rest[-1]) :] if rest[-1] else [])]


def segments_of(shown: tuple[str, ...]) -> list[list[str]]:
    segments: list[list[str]] = [[]]
    for line in shown:
        if line.strip() == _ELISION:
            segments.append([])
        else:
            segments[-1].append(line)
    return segments


def _find(lines: list[str], segment: list[str], start: int) -> int:
    return next((at for at in range(start, len(lines)) if lines[at : at + len(segment)] == segment), -1)


def _nearest(lines: list[str], segment: list[str]) -> list[str]:
    """Return the stretch of lines, as long as a segment, that is most like it."""
    stretches = [lines[at : at + len(segment)] for at in range(len(lines) - len(segment) + 1)]
    wanted = "\n".join(segment)
    return max(stretches, key=lambda lines: difflib.SequenceMatcher(None, "\n".join(lines), wanted).ratio())


def commands_of(body: str) -> list[Command]:
    """Read the commands of a console fence. A command goes on where its line ends in a backslash."""
    commands: list[tuple[str, list[str]]] = []
    is_open = False
    for line in body.splitlines():
        if line.startswith("$ "):
            commands.append((line[2:], []))
        elif is_open:
            commands[-1] = (f"{commands[-1][0]}\n{line}", [])
        else:
            assert commands, f"output without a command: {line}"
            commands[-1][1].append(line)
        is_open = (line.startswith("$ ") or is_open) and line.endswith("\\")
    return [Command(text, tuple("\n".join(shown).rstrip().splitlines())) for text, shown in commands]
