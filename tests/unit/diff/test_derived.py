"""What follows by chaining, and falls or appears: between what, by which chain, because of what, and placed where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sotetrace.findings import Place
from tests.crosswalks import REGION, STATE, TOWN, row, side, walk, without
from tests.sides import diff_of, edited, put, reading_of, renamed, the_one, told

if TYPE_CHECKING:
    from sotetrace.diff import Reading
    from sotetrace.model.mapping import Mapping
    from tests.builders import Raw

EXACT, BROAD = row("G1", "exact", "G1"), row("region:G1", "broad", "state:G1")
OTHER = row("G2", "related", "G2")
"""A row that no chain passes."""
WEAK = row("region:G1", "close", "state:G1")
"""What may stand in place of the broader mapping, and chains with nothing."""


def derived(old: Reading, new: Reading) -> list[str]:
    return told(old, new, "derived-mapping-lost", "derived-mapping-gained")


def caused_by(old: Reading, new: Reading, rule: str) -> list[str]:
    """Return the rules of what brought about the one change of a rule, in order."""
    result = diff_of(old, new)
    return [result.by_fingerprint[cause].rule for cause in the_one(old, new, rule).causes]


# ---- what is said ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("is_lost", "wanted"),
    [
        (True, ("derived-mapping-lost", "old", "loss")),
        (False, ("derived-mapping-gained", "new", "gain")),
    ],
)
def test_both_ends_the_relation_and_the_chain_are_named_at_the_row_that_changed(
    *, is_lost: bool, wanted: tuple[str, str, str]
) -> None:
    whole, broken = side(OTHER, EXACT, BROAD), side(OTHER, EXACT)
    found = the_one(whole, broken, wanted[0]) if is_lost else the_one(broken, whole, wanted[0])
    assert dict(found.finding.args) == {
        "subject": "@element.state:G1",
        "relation": "@relation.narrow",
        "object": "@element.town:G1",
        "chain": "state:G1 – region:G1 – town:G1",
    }
    assert (found.rule, found.side, found.direction) == wanted
    assert (found.element, found.subject) == ("state:G1", "state:G1 town:G1")
    chain = ["narrow", "state:G1", "region:G1", "town:G1"]
    assert (found.before, found.after) == ((chain, None) if is_lost else (None, chain))
    assert found.finding.place == Place("x.sssom.tsv", ("mappings", 2, "subject_id"))


def test_what_fell_is_named_as_the_new_side_names_it() -> None:
    now = (TOWN, renamed(REGION, "G1", "K1"), STATE)
    found = the_one(side(EXACT, BROAD), side(row("G1", "exact", "K1"), raws=now), "derived-mapping-lost")
    assert dict(found.finding.args)["chain"] == "state:G1 – region:K1 – town:G1"


def test_what_appears_is_named_as_its_rows_name_it_also_by_the_former_id_of_a_document() -> None:
    old, new = (
        reading_of(edited(REGION, put("document.id", name)), crosswalks=[walk(EXACT, one)])
        for name, one in (("region", WEAK), ("area", BROAD))
    )
    assert dict(the_one(old, new, "derived-mapping-gained").finding.args)["chain"] == "state:G1 – region:G1 – town:G1"


# ---- what falls and appears, and what does not -----------------------------------------------------------------------


def test_a_chain_that_ends_at_a_renamed_element_is_the_same() -> None:
    now = (renamed(TOWN, "G1", "K1"), REGION, STATE)
    assert derived(side(EXACT, BROAD), side(row("K1", "exact", "G1"), BROAD, row("G2", "exact", "G2"), raws=now)) == []


@pytest.mark.parametrize(
    ("raws", "left"),
    [((without(TOWN, "G1"), REGION, STATE), BROAD), ((TOWN, REGION, without(STATE, "G1")), EXACT)],
    ids=["town", "state"],
)
def test_what_an_element_takes_along_is_not_told_and_what_it_brings_neither(
    raws: tuple[Raw, ...], left: Mapping
) -> None:
    assert derived(side(EXACT, BROAD), side(left, raws=raws)) == []
    assert derived(side(left, raws=raws), side(EXACT, BROAD)) == []


@pytest.mark.parametrize(("only", "is_told"), [("town", True), ("state", True), ("region", False)])
def test_of_some_documents_only_what_follows_about_one_of_them(only: str, *, is_told: bool) -> None:
    old, new = (
        reading_of(TOWN, REGION, STATE, crosswalks=[walk(*rows)], only=[only]) for rows in ((EXACT, BROAD), (OTHER,))
    )
    assert derived(old, new) == (["derived-mapping-lost state:G1 town:G1"] if is_told else [])


def test_a_row_that_denies_what_followed_does_not_say_it_itself() -> None:
    denied = row("G1", "broad", "state:G1", predicate_modifier="Not")
    assert derived(side(EXACT, BROAD), side(EXACT, denied)) == ["derived-mapping-lost state:G1 town:G1"]


@pytest.mark.parametrize("ends", [("town:G1", "state:G1"), ("state:G1", "town:G1")])
def test_what_a_row_says_itself_now_in_either_direction_does_not_fall(ends: tuple[str, str]) -> None:
    chained, said = row("region:G1", "exact", "state:G1"), row(ends[0], "exact", ends[1])
    assert derived(side(EXACT, chained), side(EXACT, said)) == []
    assert derived(side(EXACT, said), side(EXACT, chained)) == []


def test_a_search_from_the_other_end_chains_with_nothing() -> None:
    searched = row("sssom:NoTermFound", "exact", "G2", subject_source="s:town")
    assert derived(side(EXACT, BROAD), side(EXACT, searched)) == ["derived-mapping-lost state:G1 town:G1"]


# ---- what brought it about -------------------------------------------------------------------------------------------


def test_it_is_caused_by_its_step_and_by_what_became_of_the_row_between_its_ends() -> None:
    direct = row("G1", "related", "state:G1")
    old, new = side(EXACT, WEAK, direct), side(EXACT, BROAD)
    assert caused_by(old, new, "derived-mapping-gained") == ["mapping-relation-changed", "mapping-removed"]
    assert caused_by(new, old, "derived-mapping-lost") == ["mapping-relation-changed", "mapping-added"]


def test_with_a_crosswalk_it_falls_and_appears_under_it() -> None:
    file = {"mapping_set_id": "urn:y"}
    both = reading_of(TOWN, REGION, STATE, crosswalks=[walk(EXACT), walk(BROAD, file="y.sssom.tsv", **file)])
    one = reading_of(TOWN, REGION, STATE, crosswalks=[walk(EXACT)])
    assert caused_by(both, one, "derived-mapping-lost") == ["crosswalk-removed", "mapping-removed"]
    assert caused_by(one, both, "derived-mapping-gained") == ["crosswalk-added", "mapping-added"]
    lost = the_one(both, one, "derived-mapping-lost")
    assert lost.finding.place == Place("y.sssom.tsv", ("mappings", 0, "subject_id"))


def test_where_the_row_that_changed_is_not_asked_for_it_stands_at_the_start_of_its_chain() -> None:
    def asked(*rows: Mapping) -> Reading:
        return reading_of(TOWN, REGION, STATE, crosswalks=[walk(*rows)], only=["town"])

    more = row("G2", "exact", "G2")
    lost = the_one(asked(EXACT, BROAD), asked(EXACT, WEAK, more), "derived-mapping-lost")
    assert lost.causes == ()
    assert lost.finding.place == Place("x.sssom.tsv", ("mappings", 1, "subject_id"))


@pytest.mark.parametrize(
    ("rule", "cause"),
    [("derived-mapping-lost", "mapping-left-behind"), ("derived-mapping-gained", "element-added")],
)
def test_it_falls_and_appears_with_the_element_in_its_middle_though_no_row_changed(rule: str, cause: str) -> None:
    whole, less = (
        side(EXACT, BROAD, raws=each) for each in ((TOWN, REGION, STATE), (TOWN, without(REGION, "G1"), STATE))
    )
    old, new = (whole, less) if rule == "derived-mapping-lost" else (less, whole)
    assert derived(old, new) == [f"{rule} state:G1 town:G1"]
    assert cause in caused_by(old, new, rule)


def test_of_some_documents_it_falls_with_a_row_that_is_not_asked_for() -> None:
    for only in ("town", "state"):
        old, new = (
            reading_of(TOWN, REGION, STATE, crosswalks=[walk(EXACT, step)], only=[only]) for step in (BROAD, WEAK)
        )
        assert derived(old, new) == ["derived-mapping-lost state:G1 town:G1"]
