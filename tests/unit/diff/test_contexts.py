"""What weighs more or less by where it happens; what is declared, what is only alike, and what moves together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import inferred, measure, stated, sub_goal, text
from tests.sides import add, diff_of, drop, edited, put, renamed, the_one, told
from tests.unit.diff.test_judgements import PLAN, weighed

if TYPE_CHECKING:
    from tests.builders import Raw

ADOPTED = edited(PLAN, put("document.standing", "adopted"))
FACETED = edited(
    PLAN,
    put(
        "expectations",
        [
            {"id": "x", "of": "sub_goal", "link": "advances", "direction": "in", "by": ["measure"]}
            | {"facet": "level", "values": ["L1"]}
        ],
    ),
)

# ---- adopted, draft, official ----------------------------------------------------------------------------------------


def test_in_an_adopted_document_a_lost_source_and_a_gap_on_arrival_break() -> None:
    for base, weight in ((PLAN, "substantive"), (ADOPTED, "breaking")):
        assert the_one(base, edited(base, drop("sub_goals.0.source")), "source-lost").change_class == weight
        bare = edited(base, add("sub_goals", sub_goal("G1.3", "G1")))
        found = [one for one in diff_of(base, bare).changes if one.rule == "uncovered-on-arrival"]
        assert {one.change_class for one in found} == {weight}


def test_adoption_in_the_same_change_does_not_count_yet() -> None:
    new = edited(PLAN, put("document.standing", "adopted"), drop("sub_goals.0.source"))
    assert the_one(PLAN, new, "source-lost").change_class == "substantive"


def test_leaving_adoption_breaks_and_entering_it_is_good_news() -> None:
    left, entered = the_one(ADOPTED, PLAN, "status-regressed"), the_one(PLAN, ADOPTED, "status-advanced")
    assert (left.change_class, left.direction) == ("breaking", "loss")
    assert (entered.change_class, entered.direction) == ("substantive", "gain")


def test_a_draft_on_both_sides_breaks_nothing() -> None:
    draft = edited(PLAN, put("measures.1.draft", True))
    assert the_one(draft, edited(draft, drop("measures.1")), "element-removed").change_class == "substantive"
    assert the_one(PLAN, edited(PLAN, drop("measures.1")), "element-removed").change_class == "breaking"
    part = edited(PLAN, put("sub_goals.0.draft", True))
    assert the_one(part, edited(part, drop("sub_goals.0.parts.1")), "part-removed").change_class == "substantive"


def test_a_draft_on_one_side_protects_nothing() -> None:
    draft = edited(PLAN, put("sub_goals.0.draft", True))
    meant = edited(draft, put("sub_goals.0.draft", False), drop("sub_goals.0.parts.1"))
    assert the_one(draft, meant, "part-removed").change_class == "breaking"


@pytest.mark.parametrize(
    "base",
    [
        edited(PLAN, put("document.translations", {"sv": "official"})),
        edited(PLAN, put("measures.0.title_official", ["sv"])),
    ],
)
def test_an_official_translation_weighs_as_the_original(base: Raw) -> None:
    new = edited(base, put("measures.0.title.sv", "annat"))
    assert the_one(base, new, "translation-changed").change_class == "substantive"
    other = edited(base, put("measures.0.title.en", "other"))
    assert the_one(base, other, "translation-changed").change_class == "editorial"
    touched = edited(base, put("measures.0.title.sv", "Title of M1!"))
    assert told(base, touched) == ["text-touched M1"]


def test_an_official_translation_that_follows_the_original_is_no_change_of_its_own() -> None:
    base = edited(PLAN, put("document.translations", {"sv": "official"}))
    new = edited(base, put("measures.0.title", text("muuta")))
    assert [line for line in weighed(base, new) if "translation" in line] == ["  · translation-changed M1"] * 2


# ---- languages -------------------------------------------------------------------------------------------------------


def test_a_promised_language_that_is_lost_is_told_apart_from_a_text_that_is_gone() -> None:
    with_summary = edited(PLAN, put("measures.0.summary", text("lyhyesti")))
    lost = edited(with_summary, drop("measures.0.summary.sv"))
    assert told(with_summary, lost) == ["required-language-lost M1"]
    whole = told(with_summary, edited(with_summary, drop("measures.0.summary")))
    assert "required-language-lost M1" not in whole
    assert whole.count("detail-changed M1") == 1


def test_a_language_that_nobody_promised_is_lost_as_a_translation() -> None:
    base = edited(PLAN, put("document.languages", ["fi"]))
    assert told(base, edited(base, drop("measures.0.title.en"))) == ["translation-changed M1"]


def test_each_language_left_behind_is_told_once() -> None:
    new = edited(PLAN, put("measures.0.title.fi", "muuta"), put("measures.0.title.en", "other"))
    stale = [one.language for one in diff_of(PLAN, new).changes if one.rule == "translation-stale"]
    assert stale == ["sv"]


def test_a_touched_original_leaves_nothing_behind() -> None:
    assert told(PLAN, edited(PLAN, put("measures.0.title.fi", "TITLE OF M1"))) == ["text-touched M1"]


# ---- numbers, links --------------------------------------------------------------------------------------------------


def test_inserting_a_measure_is_one_new_and_one_finding_of_numbers() -> None:
    new = edited(PLAN, add("measures", measure("M7", stated("G1.2"), number="1"), 0))
    new = edited(new, put("measures.1.number", "2"), put("measures.2.number", "3"))
    numbers = the_one(PLAN, new, "number-changed")
    assert dict(numbers.finding.args)["elements"] == "M1 1→2, M2 2→3"
    assert [line for line in told(PLAN, new) if line.startswith("element")] == ["element-added M7"]


def test_numbers_are_grouped_by_kind() -> None:
    base = edited(PLAN, put("goals.0.number", "1"))
    new = edited(base, put("goals.0.number", "2"), put("measures.0.number", "3"))
    assert told(base, new) == ["number-changed G1", "number-changed M1"]


def test_exactly_one_link_that_left_and_one_that_came_is_a_link_moved() -> None:
    one = edited(PLAN, put("measures.1.advances.0.to", "G1.2"))
    assert the_one(PLAN, one, "link-retargeted").subject == "M2:G1.2"
    two = edited(one, add("measures.1.advances", inferred("G2")))
    rules = {one.rule for one in diff_of(PLAN, two).changes}
    assert {"link-added", "link-removed"} <= rules
    assert "link-retargeted" not in rules


def test_several_links_with_the_same_ends_pair_as_well_as_they_can() -> None:
    base = edited(PLAN, add("measures.1.advances", stated("G1.1")))
    assert told(base, edited(base, put("measures.1.advances.0.confidence", "low")), "link-changed") == [
        "link-changed M2:G1.1"
    ]
    swapped = edited(base, put("measures.1.advances", base["measures"][1]["advances"][::-1]))
    assert told(base, swapped) == []
    fewer = edited(base, drop("measures.1.advances.0"))
    assert told(base, fewer, "link-removed", "link-changed") == ["link-removed M2:G1.1"]


# ---- renamed, merged, split ------------------------------------------------------------------------------------------

IDS = ("M1", "M2", "G1.1", "G1.2", "G1", "L1", "P1", "S1", "A1", "I1", "R1")


@pytest.mark.parametrize("identifier", IDS)
def test_a_declared_renaming_is_one_finding_and_nothing_else(identifier: str) -> None:
    """Links, parts, scopes, judged pairs, tombstones and the values of expectations follow."""
    new = renamed(FACETED, identifier, "X7")
    change = the_one(FACETED, new, "id-changed")
    assert told(FACETED, new) == ["id-changed X7"]
    assert (change.before, change.after, change.certainty) == (identifier, "X7", "declared")


@pytest.mark.parametrize("identifier", IDS)
def test_an_undeclared_renaming_is_one_that_went_and_one_that_came(identifier: str) -> None:
    rules = told(FACETED, renamed(FACETED, identifier, "X7", is_declared=False))
    assert {f"element-removed {identifier}", "element-added X7"} <= set(rules)


def test_a_declaration_counts_once() -> None:
    new = renamed(PLAN, "M1", "X7")
    assert told(new, new) == []
    assert told(new, edited(new, put("measures.0.title.sv", "annat"))) == ["translation-changed X7"]


def test_a_sub_goal_is_no_part_of_the_goal_that_its_id_begins_with() -> None:
    new = edited(PLAN, drop("goals.0"), drop("measures.1.advances.0"))
    removed = [one for one in diff_of(PLAN, new).changes if one.rule == "link-removed"]
    by_link = {one.subject: one.causes for one in removed}
    assert by_link["M2:G1.1"] == ()
    assert by_link["G1:answers:P1"] != ()


def test_a_merging_is_told_once_and_what_went_with_it_stands_below() -> None:
    new = edited(
        *(PLAN, put("measures.0.id", "M7"), put("measures.0.formerly", ["M1", "M2"]), drop("measures.1")),
        *(put("measures.0.parts.0.id", "M7.a"), put("measures.0.parts.1.id", "M7.b")),
        *(put("measures.0.advances.0.from", "M7.a"), put("milestones.0.delivers.0.to", "M7")),
        *(put("scopes.0.members", ["M7"]), put("judged.0.measures", ["M7"]), put("retired.0.replaced_by", ["M7"])),
    )
    lines = weighed(PLAN, new)
    assert [line for line in lines if not line.startswith(" ")] == ["~ elements-merged M7"]
    assert "  ~ part-removed M1.a" in lines
    assert the_one(PLAN, new, "elements-merged").before == ["M1", "M2"]


def test_a_splitting_is_told_once_and_what_moved_stands_below() -> None:
    half = {**PLAN["sub_goals"][0], "parts": [], "formerly": ["G1.1"]}
    new = edited(
        *(PLAN, put("sub_goals.0", {**half, "id": "G1.8"}), add("sub_goals", {**half, "id": "G1.9", "answers": []})),
        *(put("measures.0.advances.0.to", "G1.8"), put("measures.1.advances.0.to", "G1.9")),
        *(put("indicators.0.indicates.0.to", "G1.8"), put("judged.0.sub_goals", ["G1.8", "G1.9", "G1.2"])),
    )
    lines = weighed(PLAN, new)
    assert [line for line in lines if not line.startswith(" ")] == ["~ element-split G1.8"]
    assert "  ~ link-retargeted M1.a:G1.8" in lines
    assert "  ~ judging-changed reader 2026-01-01" in lines
    assert not [line for line in lines if "!" in line]


def test_a_likeness_only_suggests() -> None:
    base = edited(PLAN, put("measures.1.title", text("Varmistetaan palvelujen saatavuus")))
    new = edited(renamed(base, "M2", "M8", is_declared=False), put("measures.1.title.fi", "Varmistetaan palvelut"))
    added = the_one(base, new, "element-added")
    assert (added.formerly, added.certainty) == ("M2", "id")
    assert the_one(base, new, "element-removed").change_class == "breaking"


def test_an_ambiguous_likeness_suggests_nothing() -> None:
    twins = edited(PLAN, put("measures.0.title", text("sama")), put("measures.1.title", text("sama")))
    new = edited(twins, put("measures", [measure("M8"), measure("M9x")]))
    new = edited(new, put("measures.0.title", text("sama")), put("measures.1.title", text("sama")))
    assert {one.formerly for one in diff_of(twins, new).changes} == {""}


def test_of_very_many_nothing_is_guessed() -> None:
    old, new = (
        edited(PLAN, put("actors", [{"id": f"A{at}", "title": {"fi": f"toimija {at}"}} for at in range(low, low + 50)]))
        for low in (100, 200)
    )
    assert {one.formerly for one in diff_of(old, new).changes} == {""}


def test_of_two_elements_with_one_id_the_first_counts() -> None:
    twice = edited(PLAN, add("measures", {**PLAN["measures"][1], "title": text("toinen")}))
    assert told(PLAN, twice) == []
    assert told(twice, edited(twice, put("measures.1.title.sv", "annat"))) == ["translation-changed M2"]


def test_a_part_whose_id_does_not_begin_with_that_of_its_element() -> None:
    base = edited(
        *(PLAN, put("sub_goals.0.parts.0.id", "osa"), put("measures.0.advances.0.to", "osa")),
    )
    suspect = the_one(base, edited(base, put("sub_goals.0.parts.0.title", text("muuta"))), "link-suspect")
    assert dict(suspect.finding.args)["links"] == "M1.a:osa"
