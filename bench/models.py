"""Synthetic models: the same for the same size, in the shape of the Sote2040 vision, without a word of it.

An element takes about 683 bytes and has about two links, plain fields of structure and expanded scopes included.
Every third title is in three languages; sub-goals and measures have parts, links carry quotes, inferences their
reason; pairs are not recorded as judged.
"""

from __future__ import annotations

from itertools import count, cycle, islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# What follows the four levels, over and over: of 46 elements twenty are measures.
_PATTERN = "PGDDMMMMSSAMMDMRTMDDMMSAMM" + "PGDDMMMSSAMMDRTDMMASM"
_SECTIONS = (
    ("S", "statements"),
    ("T", "trends"),
    ("L", "levels"),
    ("P", "core_problems"),
    ("G", "goals"),
    ("D", "sub_goals"),
    ("M", "measures"),
    ("A", "actors"),
    ("R", "milestones"),
)
_LEVELS = 4
_FILE_BYTES = 40_000_000
"""A larger model becomes several files in one folder, as the program asks for."""

_WORDS = (
    *("alue", "asukas", "etäpalvelu", "hoito", "hyvinvointi", "johtaminen", "järjestö", "kotiin", "kumppani", "kunta"),
    *("laatu", "lähellä", "maksu", "neuvonta", "nuori", "ohjaus", "oikeus", "omainen", "palvelu", "perhe", "päätös"),
    *("resurssi", "saatavuus", "seuranta", "sopimus", "tieto", "toiminta", "tuki", "turva", "työnjako", "vaikuttava"),
    *("vastuu", "väestö", "yhteinen", "yksikkö", "ääni", "ikä"),
)
_HEAD = """\
format: 1

document:
  id: synthetic
  title:
    fi: Keinotekoinen visio
    en: A synthetic vision
  original: fi

sources:
  - id: text
    title:
      fi: Keinotekoinen teksti
    places:
"""
_ACTOR = "toimija"
"""A word of every actor's name, which a sentence that names one has as well."""
_PLACES = ("kansi", "palvelut", "organisaatiot", "ohjaus", "yhteenveto")
_TAIL = """\
scopes:
  - id: X1
    members:
      kind: measure
      level: L1
    advances:
      - to: G1
        basis: blanket
        where: yhteenveto
        quote: kaikki toimenpiteet palvelevat samaa tavoitetta
"""


def write_model(folder: Path, size: int, *, is_edited: bool = False) -> Path:
    """Write a model of `size` elements and return its file, or the folder of its files when one would be too large.

    One that is edited is a later revision of it: of every hundred measures eight differ, in their words, in how sure an
    inference is, or by a link that is gone.
    """
    folder.mkdir(parents=True)
    model = _Model(size, is_edited=is_edited)
    numbers = count(1)
    file = (folder / f"{next(numbers):02}.yaml").open("w", encoding="utf-8", newline="\n")
    room = _FILE_BYTES
    for section, text in model.iter_blocks():
        if room < 0:
            file.close()
            file = (folder / f"{next(numbers):02}.yaml").open("w", encoding="utf-8", newline="\n")
            file.write(f"{section}:\n")
            room = _FILE_BYTES
        room -= file.write(text)
    file.close()
    files = sorted(folder.iterdir())
    return files[0] if len(files) == 1 else folder


class _Model:
    """The text of one model, block by block, so that a large one takes no memory."""

    def __init__(self, size: int, *, is_edited: bool = False) -> None:
        kinds = list(islice(cycle(_PATTERN), size - _LEVELS))
        self._counts = {letter: kinds.count(letter) for letter, _ in _SECTIONS} | {"L": _LEVELS}
        self._words = cycle(_WORDS)
        self._is_edited = is_edited

    def iter_blocks(self) -> Iterator[tuple[str, str]]:
        """Yield (section, text): the head, each element, and the scope at the end."""
        places = "".join(
            f"      - id: {place}\n        title:\n          fi: {place}\n        starts: {self._say(3)}\n"
            for place in _PLACES
        )
        yield "", _HEAD + places
        for letter, section in _SECTIONS:
            for index in range(self._counts[letter]):
                head = f"\n{section}:\n" if index == 0 else ""
                yield section, head + "".join(f"{line}\n" for line in self._element(letter, index))
        yield "", "\n" + _TAIL

    def _say(self, words: int) -> str:
        return " ".join(islice(self._words, words))

    def _id(self, letter: str, index: int) -> str:
        """Return the id of an element by its place in its section, counted round from the start."""
        index %= self._counts[letter]
        return f"{self._goal_of(index)}.{index + 1}" if letter == "D" else f"{letter}{index + 1}"

    def _goal_of(self, sub_goal: int) -> str:
        return f"G{sub_goal * self._counts['G'] // self._counts['D'] + 1}"

    def _sub_goal_of(self, measure: int) -> int:
        return measure * self._counts["D"] // self._counts["M"]

    def _level(self, letter: str, index: int) -> str:
        """Return the level of an element; a measure stands at that of its goal, as the layout sets them together."""
        row = int(self._goal_of(self._sub_goal_of(index))[1:]) - 1 if letter == "M" else index
        return f"L{row % _LEVELS + 1}"

    def _element(self, letter: str, index: int) -> Iterator[str]:
        identifier = self._id(letter, index)
        yield f"  - id: {identifier}"
        if letter == "S":
            yield f"    role: {('promise', 'choice', 'position', 'claim')[index % 4]}"
        if letter == "D":
            yield f"    goal: {self._goal_of(index)}"
        if letter in "PGM":
            yield f"    level: {self._level(letter, index)}"
        yield "    title:"
        was_reworded = self._is_edited and letter == "M" and index % 50 == 7
        called = f"{_ACTOR} {self._say(3)}" if letter == "A" else self._say(4)
        yield f"      fi: {called} {'uudesti ' if was_reworded else ''}{index + 1}"
        if index % 3 == 0:
            yield f"      sv: {self._say(4)} {index + 1}\n      en: {self._say(4)} {index + 1}"
        if letter in "PGDM":
            yield f"    summary:\n      fi: >-\n        {self._say(8)}\n        {self._say(4)}."
        yield f"    source:\n      where: {_PLACES[index % len(_PLACES)]}\n      quote: {self._say(5)}"
        if (letter, index % 3) in (("D", 0), ("M", 1)):
            yield from self._parts(identifier)
        yield from self._links(letter, index)

    def _parts(self, identifier: str) -> Iterator[str]:
        yield "    parts:"
        for part in "ab":
            yield f"      - id: {identifier}.{part}"
            yield f"        title:\n          fi: {self._say(3)}"
            yield f"        source:\n          where: palvelut\n          quote: {self._say(4)}"

    def _links(self, letter: str, index: int) -> Iterator[str]:
        if letter == "G":
            yield from ("    answers:", *self._layout(self._id("P", index)))
            yield from ("    serves:", *self._layout(self._id("S", 2 * index)))
        elif letter == "T":
            yield from ("    drives:", *self._inferred(self._id("P", index), index))
        elif letter == "R":
            yield from ("    delivers:", *self._inferred(self._id("M", 7 * index), index))
        elif letter == "M":
            yield from self._links_of_measure(index)

    def _links_of_measure(self, index: int) -> Iterator[str]:
        if index % 3 == 0:
            yield "    names:"
            yield f"      - to: {self._id('A', index // 3)}"
            yield f"        basis: stated\n        where: palvelut\n        quote: {self._say(2)} {_ACTOR}"
        if index % 4 == 0:
            yield from ("    serves:", *self._inferred(self._id("S", index // 4), index))
        if index % 10 == 9:
            yield from ("    needs:", *self._inferred(self._id("M", index - 3), index))
        sub_goal = self._sub_goal_of(index)
        yield "    advances:"
        yield from self._layout(self._goal_of(sub_goal))
        # Some links are about parts, so that other parts have nothing: gaps, as in the vision.
        part = ".a" if sub_goal % 6 == 0 else ""
        start = f"{self._id('M', index)}.a" if index % 6 == 1 else ""
        yield from self._inferred(self._id("D", sub_goal) + part, index, start)
        if index % 5 == 0:
            further = list(self._inferred(self._id("D", sub_goal + 1), index + 1))
            yield from further if not (self._is_edited and index % 25 == 0) else ()

    def _layout(self, to: str) -> Iterator[str]:
        yield f"      - to: {to}\n        basis: layout\n        where: yhteenveto"

    def _inferred(self, to: str, index: int, start: str = "") -> Iterator[str]:
        yield f"      - to: {to}" + (f"\n        from: {start}" if start else "")
        yield f"        basis: inferred\n        where: palvelut\n        quote: {self._say(3)}"
        sure = index + (self._is_edited and index % 50 == 11)
        yield f"        confidence: {('high', 'medium', 'low')[sure % 3]}\n        by: bench"
        yield f"        rationale:\n          fi: >-\n            {self._say(9)}\n            {self._say(3)}."
        if index % 5 == 0:
            yield f"          sv: {self._say(9)}.\n          en: {self._say(9)}."
