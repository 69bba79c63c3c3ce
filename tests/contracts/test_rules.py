"""The rules as a registry: pages, languages and code agree."""

from __future__ import annotations

import ast
import string
from functools import cache
from pathlib import Path

import pytest

import sotetrace
from sotetrace.rules import load_rule, rule_slugs

LANGUAGES = {"fi", "sv", "en"}
SRC = Path(sotetrace.__file__).parent
MAKERS = frozenset(("of", "of_element", "fault", "Fault", "_add", "_finding_at"))
"""The functions that take the slug of a rule as their first argument."""


def slots(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


@cache
def trees() -> dict[str, ast.Module]:
    return {path.relative_to(SRC).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in SRC.rglob("*.py")}


def constants(room: str = "") -> set[str]:
    """Return every string constant in the code of a room, docstrings included (they are never just a slug)."""
    return {
        node.value
        for name, tree in trees().items()
        if name.startswith(room)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def made() -> list[tuple[str, str]]:
    """Return (file, slug) for every call that makes a finding or fault of a rule named on the spot."""
    found = []
    for name, tree in trees().items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            first = node.args[0]
            if called in MAKERS and isinstance(first, ast.Constant) and isinstance(first.value, str):
                found.append((name, first.value))
    return found


@pytest.mark.parametrize("slug", rule_slugs())
def test_slots_are_the_same_in_every_language(slug: str) -> None:
    rule = load_rule(slug)
    assert rule.messages.keys() == rule.remedies.keys() == LANGUAGES
    messages = {language: slots(words) for language, words in rule.messages.items()}
    assert messages["fi"] == messages["sv"] == messages["en"]
    for language, words in rule.remedies.items():
        assert slots(words) <= messages[language] | {"element"}, language


def test_every_rule_that_the_code_names_has_a_page() -> None:
    assert len(made()) > 30
    assert [(file, slug) for file, slug in made() if slug not in rule_slugs()] == []


def test_every_page_is_a_rule_that_the_code_finds() -> None:
    known = (
        constants("checks/")
        | constants("coverage/")
        | constants("diff/")
        | constants("store/")
        | constants("findings/")
    )
    assert [slug for slug in rule_slugs() if slug not in known] == []


def test_no_code_is_written_out() -> None:
    """The code of a rule stands in its page alone; everything else goes by the slug."""
    written = {text for text in constants() if len(text) == 6 and text.startswith("SOT") and text[3:].isdigit()}
    assert written == set()
