"""Realistic mistakes in data/vision.yaml: each is caught by the tool that must, and was not told of before."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from sotetrace.rules import rule_slugs
from tests.seeded.mistakes import MISTAKES, Mistake
from tests.seeded.seeding import SOURCE, Seeded, good

if TYPE_CHECKING:
    from pathlib import Path

WITHOUT_TEXT = f"the source text {SOURCE.name} is not at hand (SOTETRACE_SOURCES names its folder)"
needs_text = pytest.mark.skipif(not SOURCE.is_file(), reason=WITHOUT_TEXT)


def of(*tools: str) -> pytest.MarkDecorator:
    chosen = [mistake for mistake in MISTAKES if mistake.tool in tools]
    return pytest.mark.parametrize("mistake", chosen, ids=lambda mistake: mistake.name.replace(" ", "-"))


@of("check")
def test_check_catches(mistake: Mistake, tmp_path: Path) -> None:
    told = Seeded(mistake, tmp_path).told_by_check()
    assert any(mistake.told in (one, one.split()[0]) for one in told), told


@needs_text
@of("verify")
def test_verify_catches_and_check_does_not(mistake: Mistake, tmp_path: Path) -> None:
    seeded = Seeded(mistake, tmp_path)
    assert seeded.told_by_check() == set()
    assert mistake.told in seeded.told_by_verify()


@of("diff", "nothing")
def test_diff_shows_and_check_is_silent(mistake: Mistake, tmp_path: Path) -> None:
    seeded = Seeded(mistake, tmp_path)
    assert seeded.told_by_check() == set()
    assert mistake.told in seeded.told_by_diff()


@needs_text
@of("diff", "nothing")
def test_verify_is_silent_where_only_diff_shows(mistake: Mistake, tmp_path: Path) -> None:
    assert Seeded(mistake, tmp_path).told_by_verify() == set()


@needs_text
def test_verify_tells_nothing_of_the_good_state() -> None:
    assert good().verify({"sote2040": SOURCE}).findings == ()


def test_diff_tells_nothing_of_the_good_state(tmp_path: Path) -> None:
    assert Seeded(Mistake("", "none", "nothing", "", "", ()), tmp_path).told_by_diff() == set()


def test_mistakes_are_many_and_named_once() -> None:
    names = Counter(mistake.name for mistake in MISTAKES)
    assert max(names.values()) == 1
    assert sum(mistake.tool in ("check", "verify") for mistake in MISTAKES) >= 40
    for mistake in MISTAKES:
        assert (mistake.group == "compared") == (mistake.tool == "diff"), mistake.name
        assert (mistake.group == "unseen") == (mistake.tool == "nothing") == bool(mistake.why), mistake.name
        assert mistake.edits, mistake.name
        rule, *_ = mistake.told.split()
        assert rule in rule_slugs(), mistake.name
