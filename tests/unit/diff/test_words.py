"""What a reader is told, word for word, when coverage changes: each edit forwards, and backwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import goal, inferred, level, measure, problem, raw_vision, stated, sub_goal, text
from tests.sides import add, diff_of, drop, edited, put, renamed

if TYPE_CHECKING:
    from tests.builders import Raw
    from tests.sides import Edit

PLAN = raw_vision(
    levels=[level("L1")],
    core_problems=[problem("P1")],
    goals=[goal("G1", stated("P1"))],
    sub_goals=[sub_goal("G1.1", "G1", parts="ab"), sub_goal("G1.2", "G1")],
    measures=[
        measure("M1", inferred("G1.1.a"), level="L1", parts="ab"),
        measure("M2", inferred("G1.1.a", "low"), stated("G1.2")),
        measure("M10", inferred("G1.1.b", "medium")),
    ],
)
LAST = (drop("measures.2"),)
BEST = (drop("measures.0.advances.0"),)
READ = (put("measures.1.advances.1", inferred("G1.2", "low")),)
FEWER = (drop("measures.1"),)
ANSWER = (put("goals.0.answers", []),)
NEW = (add("sub_goals", sub_goal("G1.3", "G1")),)
DRAFT = (put("measures.2.draft", True),)
RETIRED = (drop("measures.2"), add("retired", {"id": "M10", "title": text("x"), "replaced_by": ["M1", "M2"]}))


def said(old: Raw, new: Raw, rule: str) -> list[tuple[str, str]]:
    """Return what the changes of one rule say in English, and whether it is a gain or a loss."""
    return [(one.finding.message("en"), one.direction) for one in diff_of(old, new).changes if one.rule == rule]


@pytest.mark.parametrize(
    ("edits", "rule", "words"),
    [
        (LAST, "coverage-lost", "G1.1.b “G1.1.b”: lost its last measure."),
        (LAST, "coverage-thinned", "G1.1 “G1.1”: coverage has thinned: medium → partial; left: M1, M2."),
        (BEST, "coverage-thinned", "G1.1 “G1.1”: coverage has thinned: medium → low; left: M2, M10."),
        (BEST, "measure-orphaned", "M1 “M1”: the measure no longer advances any goal or sub-goal."),
        (READ, "chain-broken", "P1 “P1”: the chain no longer reaches a measure, it stops at: G1.1, G1.2."),
        (FEWER, "coverage-lost", "G1.2 “G1.2”: lost its last measure."),
        (FEWER, "coverage-thinned", "G1.1 “G1.1”: coverage has thinned: 3 → 2; left: M1, M10."),
        (FEWER, "element-removed", "M2 “M2” was removed (measure)."),
        (ANSWER, "coverage-lost", "P1 “P1”: lost its last goal."),
        (ANSWER, "chain-broken", "P1 “P1”: the chain no longer reaches a measure, it stops at: P1."),
        (NEW, "uncovered-on-arrival", "G1.3 “G1.3”: new (sub_goal), but nothing carries it; missing: measure."),
        (DRAFT, "status-regressed", "M10 “M10”: fell back: meant → draft."),
        (DRAFT, "coverage-lost", "G1.1.b “G1.1.b”: lost its last measure."),
        (RETIRED, "element-retired", "M10 “M10” was retired; replaced by: M1, M2."),
    ],
)
def test_what_is_lost(edits: tuple[Edit, ...], rule: str, words: str) -> None:
    assert said(PLAN, edited(PLAN, *edits), rule) == [(words, "loss")]


@pytest.mark.parametrize(
    ("edits", "rule", "words"),
    [
        (LAST, "coverage-gained", "G1.1.b “G1.1.b”: had none before, now has (measure): M10."),
        (
            LAST,
            "coverage-strengthened",
            "G1.1 “G1.1”: covered more firmly than before: partial → medium; carried by: M1, M2, M10.",
        ),
        (BEST, "coverage-gained", "M1 “M1”: had none before, now has (sub_goal): G1.1."),
        (READ, "chain-closed", "P1 “P1”: the chain now reaches a measure: P1 → G1 → G1.2 → M2."),
        (FEWER, "coverage-gained", "G1.2 “G1.2”: had none before, now has (measure): M2."),
        (
            FEWER,
            "coverage-strengthened",
            "G1.1 “G1.1”: covered more firmly than before: 2 → 3; carried by: M1, M2, M10.",
        ),
        (ANSWER, "coverage-gained", "P1 “P1”: had none before, now has (goal): G1."),
        (DRAFT, "status-advanced", "M10 “M10”: moved forward: draft → meant."),
    ],
)
def test_what_is_gained_backwards(edits: tuple[Edit, ...], rule: str, words: str) -> None:
    assert said(edited(PLAN, *edits), PLAN, rule) == [(words, "gain")]


def test_of_a_part_those_are_named_that_carry_it() -> None:
    """Whoever carries another part of the element does not; whoever carries the whole does."""
    before = edited(PLAN, put("measures.2.advances", []))
    after = edited(PLAN, add("measures.2.advances", stated("G1.1")))
    assert ("G1.1.b “G1.1.b”: had none before, now has (measure): M10.", "gain") in said(
        before, after, "coverage-gained"
    )
    unclear = edited(before, add("measures.1.advances", inferred("G1.1.b", sign="unclear")))
    both = edited(unclear, put("measures.2.advances", [inferred("G1.1.b")]))
    assert said(unclear, both, "coverage-gained")[0][0].endswith("now has (measure): M10.")


def test_of_a_part_of_a_measure_that_is_named_which_it_advances() -> None:
    before = edited(PLAN, put("measures.0.advances", [inferred("G1.1.a", start="M1.a")]))
    after = edited(before, add("measures.0.advances", inferred("G1.2", start="M1.b")))
    found = [words for words, _ in said(before, after, "coverage-gained") if words.startswith("M1.b")]
    assert found == ["M1.b “M1.b”: had none before, now has (sub_goal): G1.2."]


def test_an_id_that_changed() -> None:
    assert said(PLAN, renamed(PLAN, "M2", "M3"), "id-changed") == [("The id changed: M2 → M3 “M3”.", "neutral")]


def test_a_translation_that_came_is_a_gain_and_one_that_changed_is_none() -> None:
    bare = edited(PLAN, drop("measures.0.title.sv"))
    words = "M1 (“M1”): the translation was added or changed, the original was not: title, sv."
    assert said(bare, PLAN, "translation-changed") == [(words, "gain")]
    other = edited(PLAN, put("measures.0.title.sv", "annat"))
    assert said(PLAN, other, "translation-changed") == [(words, "neutral")]


# ---- places, causes, links -------------------------------------------------------------------------------------------


def test_a_change_of_coverage_stands_at_the_id_of_its_element() -> None:
    result = diff_of(PLAN, edited(PLAN, *FEWER))
    places = {change.subject: change.finding.place.path for change in result.changes if change.rule == "coverage-lost"}
    assert places == {"G1.2": ("sub_goals", 1, "id")}


def test_a_list_that_names_what_came_is_due_to_it() -> None:
    old = edited(PLAN, put("scopes", [{"id": "X1", "members": ["M1"], "advances": []}]))
    new = edited(old, add("measures", measure("M11")), put("scopes.0.members", ["M1", "M11"]))
    result = diff_of(old, new)
    (come,) = [change for change in result.changes if change.rule == "element-added"]
    (listed,) = [change for change in result.changes if change.rule == "scope-changed"]
    assert listed.causes == (come.fingerprint,)


def test_a_link_that_leads_elsewhere_from_elsewhere_is_told_of_once() -> None:
    old = edited(PLAN, put("measures.0.advances", [inferred("G1.1.a", start="M1.a")]))
    new = edited(PLAN, put("measures.0.advances", [inferred("G1.2", start="M1.b")]))
    told = [(change.rule, change.subject) for change in diff_of(old, new).changes if change.rule.startswith("link-")]
    assert told == [("link-retargeted", "M1.b:G1.2")]


@pytest.mark.parametrize(
    ("before", "after", "rule", "words", "direction"),
    [
        pytest.param(
            "words about it",
            "other words",
            "source-repointed",
            "“words about it” → “other words”",
            "neutral",
            id="other",
        ),
        pytest.param(None, "words about it", "source-repointed", "“–” → “words about it”", "gain", id="first"),
        pytest.param("words about it", None, "source-lost", "is gone", "loss", id="last"),
    ],
)
def test_a_quote(before: str | None, after: str | None, rule: str, words: str, direction: str) -> None:
    sides = [
        edited(PLAN, put("measures.0.advances.0", inferred("G1.1.a", **({"quote": one} if one else {}))))
        for one in (before, after)
    ]
    (found,) = said(sides[0], sides[1], rule)
    assert words in found[0]
    assert found[1] == direction


def test_only_the_links_of_a_part_whose_words_changed_are_suspect() -> None:
    links = [inferred("G1.1.a", start="M1.a"), inferred("G1.2", start="M1.b"), inferred("G1.1.b")]
    old = edited(PLAN, put("measures.0.advances", links))
    of_part = edited(old, put("measures.0.parts.0.title.fi", "aivan toinen"))
    (found,) = said(old, of_part, "link-suspect")
    assert "M1.a:G1.1.a" in found[0]
    assert "M1.b:G1.2" not in found[0]
    of_whole = edited(old, put("measures.0.title.fi", "aivan toinen"))
    (found,) = said(old, of_whole, "link-suspect")
    assert all(name in found[0] for name in ("M1.a:G1.1.a", "M1.b:G1.2", "M1:G1.1.b"))


EXPECTED = {"id": "x", "of": "sub_goal", "link": "advances", "direction": "in", "by": ["measure"], "at_least": 2}


@pytest.mark.parametrize(
    ("before", "after", "rule", "values"),
    [
        ([EXPECTED], [{**EXPECTED, "at_least": 3}], "expectation-changed", ("2", "3")),
        ([EXPECTED], [{**EXPECTED, "at_least": 1}], "policy-relaxed", ("2", "1")),
        ([EXPECTED], [EXPECTED, {**EXPECTED, "id": "y"}], "expectation-changed", ("–", "y")),
        ([EXPECTED, {**EXPECTED, "id": "y"}], [EXPECTED], "policy-relaxed", ("y", "–")),
    ],
)
def test_an_expectation(before: list[Raw], after: list[Raw], rule: str, values: tuple[str, str]) -> None:
    sides = [edited(PLAN, put("expectations", one)) for one in (before, after)]
    found = [dict(one.finding.args) for one in diff_of(*sides).changes if one.rule == rule]
    assert [(slots["before"], slots["after"]) for slots in found] == [values]


@pytest.mark.parametrize(
    ("edit", "rule", "path"),
    [
        (put("measures.0.level", "L9"), "level-changed", ("measures", 0, "level")),
        (put("measures.0.title.fi", "aivan toinen"), "title-changed", ("measures", 0, "title", "fi")),
        (put("measures.1.advances.0.confidence", "high"), "link-changed", ("measures", 1, "advances", 0, "confidence")),
        (
            put("measures.0.parts.1.title.fi", "aivan toinen"),
            "text-reworded",
            ("measures", 0, "parts", 1, "title", "fi"),
        ),
    ],
)
def test_a_change_stands_at_the_key_that_changed(edit: Edit, rule: str, path: tuple[str | int, ...]) -> None:
    (found,) = [one for one in diff_of(PLAN, edited(PLAN, edit)).changes if one.rule == rule]
    assert (found.finding.place.path, found.certainty) == (path, "id")


def test_what_coverage_does_is_as_sure_as_the_ids() -> None:
    assert {one.certainty for one in diff_of(PLAN, edited(PLAN, *FEWER)).changes} == {"id"}
