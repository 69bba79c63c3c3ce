"""Mistakes that people make when they encode a document, read from the files beside this one.

Each begins with `##` and what went wrong. Then comes the tool that must catch it, and as what: a rule and the element
or part it speaks of, or the rule alone. `nothing` is a mistake that no tool can see; it has a reason (`why`), and a
change by which `diff` shows it all the same, as it shows an honest edit. Then come the edits of data/vision.yaml:

    in G2.3            lines of the entry of an element, or of `the file`, that stand there once:
         id: …           kept, and shown to say which lines are meant
    -    goal: G2        taken away
    +    goal: G3        put there
    gone M7            the entry is left out
    again M3 as M16    the entry is copied below itself, under another id
    link gone G1.3 P1.a from G1.3.a      the one link to a target (from a part) is left out
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Iterator

Tool = Literal["check", "verify", "diff", "nothing"]
TOOLS: tuple[Tool, ...] = get_args(Tool)
WHOLE = "the file"


@dataclass(frozen=True, slots=True)
class Edit:
    """What is done to the text: `verb` (in, gone, again, link gone), the words after it, and the lines old and new."""

    verb: str
    words: tuple[str, ...]
    old: str = ""
    new: str = ""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake; `told` is what the tool must tell of it, and `group` the file it stands in."""

    group: str
    name: str
    tool: Tool
    told: str
    why: str
    edits: tuple[Edit, ...]


def read_mistakes(group: str) -> tuple[Mistake, ...]:
    """Read one of the files."""
    text = (Path(__file__).parent / f"{group}.txt").read_text(encoding="utf-8")
    return tuple(_read(group, entry) for entry in re.split(r"^## ", text, flags=re.MULTILINE)[1:])


def _read(group: str, entry: str) -> Mistake:
    name, first, *rest = entry.rstrip().split("\n")
    word, _, told = first.partition(": ")
    [tool] = [tool for tool in TOOLS if tool == word]
    why = rest.pop(0).removeprefix("why: ") if rest[0].startswith("why: ") else ""
    return Mistake(group, name, tool, told, why, tuple(_edits(rest)))


def _edits(lines: list[str]) -> Iterator[Edit]:
    for head, body in _blocks(lines):
        if head.startswith("in "):
            old, new = ("".join(f"{line[1:]}\n" for line in body if line[0] in signs) for signs in (" -", " +"))
            yield Edit("in", (head.removeprefix("in "),), old, new)
        elif head.startswith("link gone "):
            yield Edit("link gone", tuple(head.split()[2:]))
        else:
            verb, *words = head.split()
            yield Edit(verb, tuple(words))


def _blocks(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Return each line that begins an edit, with the marked lines below it."""
    starts = [number for number, line in enumerate(lines) if line[0] not in " +-"]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield lines[start], lines[start + 1 : end]


GROUPS = {
    "structure": "Elements, levels, and what belongs to what",
    "links": "Links, and what they rest on",
    "wording": "Words of the source, and their translations",
    "form": "The form of the file",
    "compared": "Possible in itself: only beside the good state is it seen",
    "unseen": "What no tool can see",
}
"""The files, and what each is about."""

MISTAKES = tuple(mistake for group in GROUPS for mistake in read_mistakes(group))
