"""Three requests on the real vision, as edits of its text: a measure dropped, a goal split, a translation pass."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def replaced(text: str, old: str, new: str, count: int = 1) -> str:
    """Replace words that stand in a text, at most so often. Raises AssertionError when they do not."""
    assert old in text, old
    return text.replace(old, new, count)


def block(text: str, identifier: str) -> str:
    """Return the lines of an element, from its id to the next element or section."""
    found = re.search(rf"^  - id: {re.escape(identifier)}\n(?:(?:    .*)?\n)*", text, re.MULTILINE)
    assert found is not None, identifier
    return found[0]


def drop_measure(text: str) -> str:
    """Drop measure M10 as tidily as can be: with a tombstone, the counts and the judged pairs adjusted."""
    text = replaced(text, block(text, "M10"), "")
    text = replaced(text, "M9, M10, M11", "M9, M11")
    text = re.sub(r"      - to: M10\n(?:        .*\n)+", "", text)
    text = replaced(text, "    - kind: measure\n      count: 15", "    - kind: measure\n      count: 14")
    text = replaced(text, "      level: L3\n      count: 5", "      level: L3\n      count: 4")
    return text + (
        "\nretired:\n"
        "  - id: M10\n"
        "    title: {fi: Toimenpide 10, sv: Åtgärd 10, en: Measure 10}\n"
        "    replaced_by: [M9]\n"
    )


def split_goal(text: str) -> str:
    """Split goal G2 in two that both name it; its sub-goals and links move with the one or the other."""
    goal = block(text, "G2")
    title = "Väestön tarpeisiin vastaavat, yhteensovitetut palvelut\n      sv"
    halves = {"G5": "Väestön tarpeisiin vastaavat palvelut", "G6": "Yhteensovitetut palvelut"}
    one, other = (
        replaced(replaced(goal, "id: G2", f"id: {name}"), title, f"{words}\n      sv").rstrip()
        + "\n    formerly: [G2]\n\n"
        for name, words in halves.items()
    )
    text = replaced(text, goal, one + other)
    text = replaced(text, "  - id: G2.1\n    goal: G2\n", "  - id: G2.1\n    goal: G5\n")
    for name in ("G2.2", "G2.3"):
        text = replaced(text, f"  - id: {name}\n    goal: G2\n", f"  - id: {name}\n    goal: G6\n")
    return replaced(text, "      - to: G2\n", "      - to: G5\n", -1)


def pass_translation(text: str) -> str:
    """Go through the Swedish texts: 30 are worded anew, 3 are added, and 1 is dropped."""
    lines = text.splitlines(keepends=True)
    swedish = [at for at, line in enumerate(lines) if _is_whole(lines, at, line)]
    for at in swedish[20:50]:
        first, *rest = lines[at].removeprefix("      sv: ").split(" ")
        lines[at] = "      sv: " + " ".join((first, "nu", *rest)) if rest else lines[at].replace("\n", " nu\n")
    lines[swedish[60]] = ""
    text = "".join(lines)
    actors = re.findall(r"^  - id: (A\d+)$", text, re.MULTILINE)
    for name in [name for name in actors if "note:" not in block(text, name)][:3]:
        text = replaced(text, block(text, name), _noted(block(text, name)))
    return text


def _is_whole(lines: Sequence[str], at: int, line: str) -> bool:
    """Say whether a line holds a whole Swedish text, between the Finnish and the English."""
    return line.startswith("      sv: ") and line[10] not in ">'\"" and lines[at + 1].startswith("      en: ")


def _noted(lines: str) -> str:
    """Give an element a note in the three languages."""
    title = re.search(r"^    title:\n(?:      .*\n)+", lines, re.MULTILINE)
    assert title is not None
    note = "    note:\n      fi: Sana sanalta.\n      sv: Ord för ord.\n      en: Word for word.\n"
    return replaced(lines, title[0], f"{title[0]}{note}")


REQUESTS: dict[str, Callable[[str], str]] = {
    "measure-dropped": drop_measure,
    "goal-split": split_goal,
    "translation-pass": pass_translation,
}
