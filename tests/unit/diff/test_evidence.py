"""What an element, part, link or claim rests on in the source: lost, pointing elsewhere, or only found otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sotetrace.findings import Place, Severity
from tests.builders import goal, inferred, measure, raw_vision, source_text, stated, sub_goal
from tests.sides import diff_of, drop, edited, put, the_one, told

if TYPE_CHECKING:
    from sotetrace.diff import ChangeFinding
    from tests.builders import Raw
    from tests.sides import Edit

PLAN = raw_vision(
    {"claims": [{"kind": "measure", "count": 1}]},
    sources=[source_text("text", "slide", "page")],
    goals=[goal("G1", parts="a")],
    sub_goals=[sub_goal("G1.1", "G1")],
    measures=[measure("M1", inferred("G1.1"))],
)
HOLDERS = {
    "G1": ("goals", 0),
    "G1.a": ("goals", 0, "parts", 0),
    "M1:G1.1": ("measures", 0, "advances", 0),
    "measure": ("document", "claims", 0),
}
"""What can rest on the source, by its id, and where it stands."""


def anchored(holder: str, anchor: Raw | None, plan: Raw = PLAN) -> Raw:
    """Return the plan in which something rests on words or a place; None takes away what it rests on."""
    path = ".".join(str(key) for key in HOLDERS[holder])
    if holder in ("G1", "G1.a"):
        return edited(plan, put(f"{path}.source", anchor)) if anchor is not None else plan
    return edited(plan, *(put(f"{path}.{key}", value) for key, value in (anchor or {}).items()))


def judged(holder: str, before: Raw | None, after: Raw | None, plan: Raw = PLAN) -> ChangeFinding:
    """Return the one change there is when something rests on the source in another way."""
    (found,) = diff_of(anchored(holder, before, plan), anchored(holder, after, plan)).changes
    assert found.subject == holder
    return found


PLACED, QUOTED = {"where": "slide", "quote": "One, two"}, {"quote": "One, two"}
GAIN, NEUTRAL = "gain", "neutral"
RULES = ("source-lost", "source-repointed", "source-locator-touched")


@pytest.mark.parametrize("holder", HOLDERS)
@pytest.mark.parametrize(
    ("before", "after", "key", "said", "direction"),
    [
        pytest.param(PLACED, {**PLACED, "quote": "Three"}, "quote", ("One, two", "Three"), NEUTRAL, id="other words"),
        pytest.param(PLACED, {**PLACED, "where": "page"}, "where", ("slide", "page"), NEUTRAL, id="another place"),
        pytest.param(
            PLACED, {"where": "page", "quote": "Three"}, "quote", ("One, two", "Three"), NEUTRAL, id="both: the words"
        ),
        pytest.param(PLACED, QUOTED, "where", ("slide", None), NEUTRAL, id="the words are left"),
        pytest.param(PLACED, {"where": "slide"}, "quote", ("One, two", None), NEUTRAL, id="the place is left"),
        pytest.param(QUOTED, PLACED, "where", (None, "slide"), GAIN, id="the place too"),
        pytest.param(None, PLACED, "quote", (None, "One, two"), GAIN, id="the first words"),
        pytest.param(None, {"where": "slide"}, "where", (None, "slide"), GAIN, id="the first place"),
        pytest.param({"where": "slide"}, {"quote": "None"}, "quote", (None, "None"), GAIN, id="words that say nothing"),
    ],
)
def test_other_words_or_another_place_point_elsewhere(
    holder: str,
    before: Raw | None,
    after: Raw | None,
    key: str,
    said: tuple[str | None, str | None],
    direction: str,
) -> None:
    found = judged(holder, before, after)
    args = dict(found.finding.args)
    stem = "source." if holder in ("G1", "G1.a") else ""
    assert (found.rule, args["field"]) == ("source-repointed", f"@field.{stem}{key}")
    assert (args["before"], args["after"]) == tuple(value or "–" for value in said)
    assert (found.before, found.after, found.direction) == (*said, direction)


@pytest.mark.parametrize(
    ("holder", "key", "path"),
    [
        ("G1", "quote", ("goals", 0, "source", "quote")),
        ("G1.a", "where", ("goals", 0, "parts", 0, "source", "where")),
        ("M1:G1.1", "quote", ("measures", 0, "advances", 0, "quote")),
        ("measure", "where", ("document", "claims", 0, "where")),
    ],
)
def test_what_points_elsewhere_stands_at_the_key_that_says_so(
    holder: str, key: str, path: tuple[str | int, ...]
) -> None:
    found = judged(holder, PLACED, {**PLACED, key: "page"})
    assert found.finding.place == Place("plan", path)


@pytest.mark.parametrize("holder", HOLDERS)
@pytest.mark.parametrize(
    ("before", "after", "key"),
    [
        pytest.param(QUOTED, {"quote": "one two"}, "quote", id="the same words"),
        pytest.param(QUOTED, {**QUOTED, "prefix": "before"}, "prefix", id="what stands before them"),
        pytest.param({**QUOTED, "suffix": "after"}, QUOTED, "suffix", id="what stands behind them"),
        pytest.param({**QUOTED, "occurrence": 1}, {**QUOTED, "occurrence": 2}, "occurrence", id="which of several"),
        pytest.param(
            {**QUOTED, "prefix": "one", "suffix": "one", "occurrence": 1},
            {"quote": "one two", "prefix": "two", "suffix": "two", "occurrence": 2},
            "quote",
            id="all of it: the words are shown",
        ),
        pytest.param({"prefix": "one"}, {"prefix": "two"}, "prefix", id="there were no words"),
    ],
)
def test_the_same_words_are_only_found_in_another_way(holder: str, before: Raw, after: Raw, key: str) -> None:
    found = judged(holder, before, after)
    stem = "source." if holder in ("G1", "G1.a") else ""
    assert (found.rule, dict(found.finding.args)["field"]) == ("source-locator-touched", f"@field.{stem}{key}")
    assert (found.before, found.after, found.direction) == (before.get(key), after.get(key), "neutral")


@pytest.mark.parametrize("holder", HOLDERS)
@pytest.mark.parametrize(
    ("before", "after", "key"),
    [
        (PLACED, None, "quote"),
        (QUOTED, None, "quote"),
        ({"where": "slide"}, None, "where"),
        ({**QUOTED, "prefix": "before"}, {"prefix": "before"}, "quote"),
    ],
)
def test_what_no_longer_says_where_its_words_stand_has_lost_its_source(
    holder: str, before: Raw, after: Raw | None, key: str
) -> None:
    found = judged(holder, before, after)
    stem = "source." if holder in ("G1", "G1.a") else ""
    assert (found.rule, dict(found.finding.args)["field"]) == ("source-lost", f"@field.{stem}{key}")
    assert (found.before, found.after, found.direction) == (before[key], None, "loss")
    assert found.finding.place.path[: len(HOLDERS[holder])] == HOLDERS[holder]


@pytest.mark.parametrize(("standing", "severity"), [("proposal", Severity.WARNING), ("adopted", Severity.ERROR)])
def test_a_lost_source_weighs_more_in_an_adopted_plan(standing: str, severity: Severity) -> None:
    plan = edited(PLAN, put("document.standing", standing))
    assert judged("G1", QUOTED, None, plan).finding.severity == severity
    assert judged("G1", QUOTED, {"quote": "Three"}, plan).finding.severity == Severity.WARNING


@pytest.mark.parametrize(
    ("edit", "what"),
    [
        pytest.param(put("goals.0.variants.0.where", "page"), "text-touched G1", id="the place of another wording"),
        pytest.param(put("sources.0.places.1.occurrence", 2), "source-text-changed page", id="where a place begins"),
        pytest.param(put("measures.0.advances.0.confidence", "low"), "link-changed M1:G1.1", id="how sure a link is"),
    ],
)
def test_what_says_where_or_how_of_something_else_is_no_evidence(edit: Edit, what: str) -> None:
    old = edited(PLAN, put("goals.0.variants", [{"text": "one", "where": "slide"}]))
    assert told(old, edited(old, edit), *RULES, what.split(" ")[0]) == [what]


def test_the_sources_of_two_things_are_judged_each_by_itself() -> None:
    old = anchored("G1.a", QUOTED, anchored("G1", QUOTED))
    new = edited(anchored("G1.a", {"quote": "Three"}, anchored("G1", QUOTED)), drop("goals.0.source"))
    assert told(old, new) == ["source-lost G1", "source-repointed G1.a"]
    assert the_one(old, new, "source-lost").before == "One, two"


PLACED_PLAN = raw_vision(
    goals=[goal("G1", source={"where": "p1", "quote": "One two", "prefix": "a"})],
    measures=[measure("M1", stated("G1"))],
)


def test_the_same_words_at_another_place_show_the_place() -> None:
    new = edited(PLACED_PLAN, put("goals.0.source.quote", "one, two"), put("goals.0.source.where", "p2"))
    found = the_one(PLACED_PLAN, new, "source-repointed")
    assert (found.before, found.after) == ("p1", "p2")
