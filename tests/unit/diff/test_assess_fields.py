"""What a changed field says: by which rule, with which words and values, and whether something was gained or lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.builders import (
    expectation,
    goal,
    inferred,
    layout,
    level,
    measure,
    raw_vision,
    scope,
    source_text,
    statement,
    sub_goal,
    waiver,
)
from tests.sides import changes_of, diff_of, drop, edited, put, reading_of, renamed, the_one

if TYPE_CHECKING:
    from tests.builders import Raw
    from tests.sides import Edit

LAW = {"kind": "law", "where": "slide", "quote": "a new act"}
PLAN = raw_vision(
    sources=[source_text("text", "slide", "page")],
    statements=[statement("S1", "promise")],
    goals=[goal("G1")],
    sub_goals=[sub_goal("G1.1", "G1")],
    measures=[measure("M1", inferred("G1.1"), source={"where": "slide", "quote": "some words"}, instruments=[LAW])],
)
SLIP = {"text": "Uusi, laki"}
VARIANT = {"text": "Uusi, laki", "where": "slide"}
ACCEPTED = {"by": "A. Reader", "date": "2026-01-31", "verdict": "accepted"}
QUOTE = "measures.0.source.quote"


# ---- fields of elements ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("edit", "rule", "subject", "said"),
    [
        pytest.param(
            put("statements.0.role", "vision"),
            "detail-changed",
            "S1",
            {"field": "@field.role", "before": "promise", "after": "vision"},
            id="the role of a statement, which is no link",
        ),
        pytest.param(
            drop("measures.0.instruments"),
            "detail-changed",
            "M1",
            {"field": "@field.instruments", "before": "law, slide, a new act", "after": "–"},
            id="an instrument: what it is, then the place and the words",
        ),
    ],
)
def test_a_detail_names_the_field_and_both_values(edit: Edit, rule: str, subject: str, said: dict[str, str]) -> None:
    found = the_one(PLAN, edited(PLAN, edit), rule)
    args = dict(found.finding.args)
    assert (found.subject, {name: args[name] for name in said}) == (subject, said)


@pytest.mark.parametrize(("field", "entry"), [("variants", VARIANT), ("sic", SLIP)])
@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        pytest.param("Uusi, laki", "uusi laki", "text-touched", id="only punctuation"),
        pytest.param("Uusi laki", "Vanha laki", "text-reworded", id="other words"),
        pytest.param(None, "Uusi laki", "text-reworded", id="came"),
        pytest.param("Uusi laki", None, "text-reworded", id="went"),
        pytest.param(None, "None", "text-reworded", id="came, and reads like nothing"),
        pytest.param("None", None, "text-reworded", id="went, and reads like nothing"),
    ],
)
def test_another_wording_is_judged_by_its_words(
    field: str, entry: Raw, before: str | None, after: str | None, rule: str
) -> None:
    old, new = (
        edited(PLAN, put(f"goals.0.{field}", [{**entry, "text": words}] if words else [])) for words in (before, after)
    )
    found = diff_of(old, new).changes
    assert [(one.rule, one.subject) for one in found] == [(rule, "G1")]
    args = dict(found[0].finding.args)
    assert (args["field"], args["language"]) == (f"@field.{field}", "fi")


# ---- what an element rests on in the source --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "rule", "field", "values"),
    [
        pytest.param(
            {"where": "slide", "quote": "one"},
            {"where": "page", "quote": "two"},
            "source-repointed",
            "quote",
            ("one", "two"),
            id="words and place: the words are shown",
        ),
        pytest.param(
            {"where": "slide", "quote": "one"},
            {"where": "slide"},
            "source-repointed",
            "quote",
            ("one", None),
            id="the place is left",
        ),
        pytest.param({"where": "slide"}, None, "source-lost", "where", ("slide", None), id="the place went"),
        pytest.param({"quote": "one"}, None, "source-lost", "quote", ("one", None), id="the words went"),
    ],
)
def test_an_anchor_that_changed(
    before: Raw, after: Raw | None, rule: str, field: str, values: tuple[object, object]
) -> None:
    old = edited(PLAN, put("measures.0.source", before))
    new = edited(PLAN, put("measures.0.source", after) if after else drop("measures.0.source"))
    found = the_one(old, new, rule)
    assert dict(found.finding.args)["field"] == f"@field.source.{field}"
    assert (found.subject, found.before, found.after) == ("M1", *values)


# ---- what is compared ------------------------------------------------------------------------------------------------


def test_what_went_whole_shows_its_lists_as_lists_and_its_verdict_as_it_stands() -> None:
    old = edited(
        PLAN,
        put("measures.0.advances.0", inferred("G1.1", reviewed=ACCEPTED)),
        put("measures.0.title_official", ["sv", "en"]),
    )
    gone: dict[str, Any] = {one.entity.id: one.before for one in changes_of(old, edited(old, drop("measures.0")))}
    assert gone["M1:G1.1"]["reviewed"] == ACCEPTED
    assert gone["M1"]["title_official"] == ["en", "sv"]


@pytest.mark.parametrize(
    ("field", "before", "after", "changes"),
    [
        ("measures.0.title_official", ["fi"], ["sv"], [("fi", "sv")]),
        ("measures.0.title_official", ["fi", "sv"], ["sv", "en"], [("fi", "en")]),
        ("measures.0.title_official", ["fi", "sv"], ["en"], [(None, "en"), ("fi", None), ("sv", None)]),
        ("measures.0.title_official", ["fi", "sv"], [], [("fi", None), ("sv", None)]),
        ("measures.0.advances.0.reviewed", ACCEPTED, None, [(ACCEPTED, None)]),
        ("measures.0.advances.0.reviewed", None, ACCEPTED, [(None, ACCEPTED)]),
    ],
)
def test_of_a_list_each_item_that_came_or_went_is_a_change_of_what_is_on_both_sides(
    field: str, before: object, after: object, changes: list[tuple[object, object]]
) -> None:
    old, new = (edited(PLAN, put(field, value)) for value in (before, after))
    found = changes_of(old, new)
    assert sorted(((one.before, one.after) for one in found), key=str) == sorted(changes, key=str)
    for one in found:
        assert (one.type, one.field) == ("changed", field.rpartition(".")[2])
        assert one.old is not None
        assert one.new is not None
        assert (one.old.id, one.new.id) == (one.entity.id, one.entity.id)


# ---- the bar ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "rule", "said"),
    [
        ([], [2], "expectation-changed", {"field": "@field.expectation", "before": "–", "after": "x"}),
        ([2], [], "policy-relaxed", {"field": "@field.expectation", "before": "x", "after": "–"}),
        ([2], [1], "policy-relaxed", {"field": "@field.at_least", "before": "2", "after": "1"}),
    ],
)
def test_an_expectation_says_what_of_it_changed(
    before: list[int], after: list[int], rule: str, said: dict[str, str]
) -> None:
    def asking(counts: list[int]) -> Raw:
        asked = [
            expectation("kept", "goal", "answers", "out"),
            *(expectation("x", "sub_goal", "advances", "in", "measure", at_least=count) for count in counts),
        ]
        return edited(PLAN, put("expectations", [one.model_dump(mode="json") for one in asked]))

    old, new = asking(before), asking(after)
    args = dict(the_one(old, new, rule).finding.args)
    assert {name: args[name] for name in said} == said


def test_an_expectation_whose_place_another_of_its_name_takes_says_so() -> None:
    asked = expectation("x", "sub_goal", "advances", "in", "measure", at_least=2).model_dump(mode="json")
    plan = edited(PLAN, put("expectations", [asked]))
    new = reading_of(plan, settings={"expectations": [{**asked, "at_least": 1}]})
    args = dict(the_one(reading_of(plan), new, "policy-relaxed").finding.args)
    assert (args["before"], args["after"]) == ("x", "x")


def test_a_rule_that_weighs_less_is_named_and_is_a_loss() -> None:
    old, new = (reading_of(PLAN, settings={"rules": rules}) for rules in ({}, {"uncovered-part": "off"}))
    found = the_one(old, new, "policy-relaxed")
    assert (dict(found.finding.args)["field"], found.direction) == ("rules.uncovered-part", "loss")


@pytest.mark.parametrize("rule", ["waiver-added", "waiver-removed"])
def test_a_waiver_that_came_or_went_says_of_what_why_and_until_when(rule: str) -> None:
    sides = [reading_of(PLAN), reading_of(PLAN, waivers=[waiver("uncovered-part", "M1", reason="later")])]
    old, new = sides if rule == "waiver-added" else reversed(sides)
    args = dict(the_one(old, new, rule).finding.args)
    assert (args["rule"], args["reason"], args["until"]) == ("uncovered-part", "later", "2027-12-31")


LEVELLED = raw_vision(
    levels=[level("L1")],
    goals=[goal("G1"), goal("G2")],
    sub_goals=[sub_goal("G1.1", "G1")],
    measures=[measure("M1")],
    scopes=[scope("B1", {"kind": "measure"}, layout("G1.1"))],
)


@pytest.mark.parametrize("name", ["G2", "G9"])
@pytest.mark.parametrize(
    ("path", "rule"), [("measures.0.level", "level-changed"), ("scopes.0.members.level", "scope-changed")]
)
def test_what_had_no_level_had_none_whatever_else_has_another_id_now(path: str, rule: str, name: str) -> None:
    new = renamed(edited(LEVELLED, put(path, "L1")), "G2", name, is_declared=name != "G2")
    found = the_one(LEVELLED, new, rule)
    assert (found.before, found.after, dict(found.finding.args)["before"]) == (None, "L1", "–")
