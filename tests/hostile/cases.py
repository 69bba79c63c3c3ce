"""What a case of the corpus is, and short ways to write one.

A case is one file: its name, its bytes, what is to be found in it and where, and the elements that are read in spite of
it. A place is written `rule line:column`. Of the rules of reading (SOT0xx) exactly these are found; of the others,
these are among what is found.
"""

from __future__ import annotations

from dataclasses import dataclass

HEAD = "format: 1\ndocument: {id: sample, title: {en: Sample}, original: en}\n"
G1 = "  - {id: G1, title: {en: One}}\n"
G3 = "  - {id: G3, title: {en: Three}}\n"
M1 = "measures:\n  - {id: M1, title: {en: Four}}\n"


@dataclass(frozen=True, slots=True)
class Case:
    """One input: its name, its bytes, the findings expected in it and the elements that are kept.

    `file` is which file of a workspace it is; the others are then as they should be.
    """

    name: str
    raw: bytes
    expected: frozenset[str]
    kept: tuple[str, ...] = ()
    file: str = "vision.yaml"


def whole(name: str, raw: str | bytes, *expected: str, kept: str = "", file: str = "vision.yaml") -> Case:
    """Make a case of a whole file."""
    return Case(name, _raw(raw), frozenset(expected), tuple(kept.split()), file)


def body(name: str, text: str | bytes, *expected: str, kept: str = "") -> Case:
    """Make a case of a file with a head; the text begins on line 3."""
    return whole(name, HEAD.encode() + _raw(text), *expected, kept=kept)


def entry(name: str, text: str | bytes, *expected: str, kept: str = "G1 G3 M1") -> Case:
    """Make a case of an entry among good ones: `G1` above, `G3` and `M1` below; the text begins on line 5."""
    return body(name, b"goals:\n" + G1.encode() + _raw(text) + G3.encode() + M1.encode(), *expected, kept=kept)


def field(name: str, text: str, *expected: str, kept: str = "G1 G2 G3 M1") -> Case:
    """Make a case of a key of a goal among good ones; the text stands on line 7, from column 5."""
    return entry(name, f"  - id: G2\n    title: {{en: Two}}\n    {text}\n", *expected, kept=kept)


def _raw(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text
