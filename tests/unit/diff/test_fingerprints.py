"""A fingerprint names one change, through everything that does not touch it, and ends with the next edit."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from sotetrace.diff import compare_readings
from sotetrace.project import Project
from tests.builders import element
from tests.sides import TODAY, add, diff_of, drop, edited, put, reading_of, the_one
from tests.unit.diff.test_judgements import CASES, PLAN, base_of
from tests.unit.diff.test_workspaces import FIRST, written

if TYPE_CHECKING:
    from pathlib import Path

    from sotetrace.diff import Reading
    from tests.builders import Raw

LOST = edited(PLAN, drop("measures.1.advances.0"))


def fingerprint_of(old: Raw | Reading, new: Raw | Reading, rule: str = "coverage-lost") -> str:
    return the_one(old, new, rule).fingerprint


def test_it_survives_what_does_not_touch_it() -> None:
    first = fingerprint_of(PLAN, LOST)
    longer = [edited(raw, add("actors", element("A2"), 0), add("measures", element("M8"), 0)) for raw in (PLAN, LOST)]
    assert fingerprint_of(longer[0], longer[1]) == first
    turned = [edited(raw, put("measures", raw["measures"][::-1])) for raw in (PLAN, LOST)]
    assert fingerprint_of(turned[0], turned[1]) == first
    levels = {"rules": {"coverage-lost": "note"}}
    assert fingerprint_of(reading_of(PLAN, settings=levels), reading_of(LOST, settings=levels)) == first
    other = edited(LOST, put("statements.0.title.fi", "muuta"))
    assert fingerprint_of(PLAN, other) == first


def test_it_hangs_on_no_line_and_no_language(tmp_path: Path) -> None:
    new = edited(FIRST, put("measures", []))
    found = []
    for number, head in enumerate(("", "# one\n\n\n")):
        sides = []
        for name, raw in (("old", FIRST), ("new", new)):
            file = tmp_path / f"{name}{number}.yaml"
            file.write_text(head + written(raw), encoding="utf-8")
            sides.append(Project.open(file, today=TODAY))
        changes = sides[1].diff(sides[0]).changes
        for language in ("fi", "sv", "en"):
            assert all(change.finding.message(language) for change in changes)
        found.append([change.fingerprint for change in changes])
    assert found[0] == found[1]


def test_it_ends_with_a_further_edit_of_the_element() -> None:
    first = fingerprint_of(PLAN, edited(PLAN, put("measures.0.level", "L2")), "level-changed")
    again = edited(PLAN, put("measures.0.level", "L2"), put("measures.0.note", {"fi": "lisäys"}))
    assert fingerprint_of(PLAN, again, "level-changed") != first
    further = edited(PLAN, put("measures.0.level", "L3"))
    assert fingerprint_of(PLAN, further, "level-changed") != first


def test_what_is_gone_for_good_stays_accepted() -> None:
    gone = edited(PLAN, drop("measures.1"))
    other = edited(gone, put("measures.0.title.fi", "muuta"))
    assert fingerprint_of(PLAN, gone, "element-removed") == fingerprint_of(PLAN, other, "element-removed")


def test_no_two_changes_share_one() -> None:
    """Neither within a comparison nor between comparisons that differ in what they say."""
    said: dict[str, tuple[object, ...]] = {}
    for name in CASES:
        changes = diff_of(base_of(name), edited(base_of(name), *CASES[name][0])).changes
        assert len({change.fingerprint for change in changes}) == len(changes)
        for change in changes:
            what = (change.rule, change.subject, change.finding.message("en"), str(change.before), str(change.after))
            assert said.setdefault(change.fingerprint, what) == what


def test_the_ways_to_say_a_thing_do_not_run_together() -> None:
    """The parts of an identity are kept apart: `ab` and `c` is not `a` and `bc`."""
    pairs = itertools.product(("1", "11", "1→2", "2, M2 1"), repeat=2)
    news = [edited(PLAN, put("measures.0.number", one), put("measures.1.number", other)) for one, other in pairs]
    found = [diff_of(PLAN, new).changes[0].fingerprint for new in news]
    assert len(set(found)) == len(found)


def test_a_result_is_the_same_however_often_it_is_made() -> None:
    sides = reading_of(PLAN), reading_of(LOST)
    results = [compare_readings(*sides, TODAY) for _ in range(2)]
    assert [c.fingerprint for c in results[0].changes] == [c.fingerprint for c in results[1].changes]
