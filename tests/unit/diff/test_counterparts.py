"""What changes of rows and documents mean to elements: counterparts, chains, rows left behind or to look at again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from sotetrace.findings import Place
from tests.crosswalks import CHAIN, CLOSE, KEEP, REGION, STATE, TOWN, row, side, walk, without
from tests.sides import diff_of, edited, put, reading_of, the_one, told

if TYPE_CHECKING:
    from sotetrace.diff import Reading
    from sotetrace.model.mapping import Crosswalk, Mapping
    from tests.builders import Raw

EMPTY = walk(file="y.sssom.tsv", mapping_set_id="urn:y")


def above(old: Reading, new: Reading, rule: str) -> list[tuple[list[str], str]]:
    """Return, for each change of a rule, "rule subject" of what brought it about, and its own subject."""
    found = diff_of(old, new)
    known = {fingerprint: f"{change.rule} {change.subject}" for fingerprint, change in found.by_fingerprint.items()}
    return [([known[one] for one in change.causes], change.subject) for change in found.changes if change.rule == rule]


# ---- counterparts ----------------------------------------------------------------------------------------------------


def test_a_row_to_what_was_not_there_counts_as_soon_as_it_is() -> None:
    less = without(REGION, "G2")
    old, new = side(CLOSE, row("G2", "close", "G2"), raws=(TOWN, less, STATE)), side(CLOSE, row("G2", "close", "G2"))
    found = the_one(old, new, "counterpart-gained")
    assert (found.subject, found.before, found.after) == ("town:G2", None, ["region:G2"])
    assert [rules for rules, _ in above(old, new, "counterpart-gained")] == [["element-added G2"]]


def test_where_one_file_went_and_another_lost_a_row_the_rows_are_named_and_not_the_file() -> None:
    other = walk(row("G1", "exact", "G1"), file="y.sssom.tsv", mapping_set_id="urn:y")
    old = reading_of(TOWN, REGION, STATE, crosswalks=[walk(CLOSE, *KEEP[:1]), other])
    ((causes, _),) = above(old, side(*KEEP[:1]), "counterpart-lost")
    assert causes == ["mapping-removed town:G1 region:G1"] * 2
    alone = reading_of(TOWN, REGION, STATE, crosswalks=[walk(*KEEP[:1]), other])
    ((causes, _),) = above(alone, side(*KEEP[:1]), "counterpart-lost")
    assert causes == ["crosswalk-removed urn:y", "mapping-removed town:G1 region:G1"]


def test_of_several_rows_the_first_by_what_it_says_is_the_place_and_all_counterparts_are_named() -> None:
    rows = (row("M1", "exact", "G2"), row("M1", "broad", "G1"), row("M1", "close", "G1"))
    found = the_one(side(*KEEP, *rows), side(*KEEP), "counterpart-lost")
    assert dict(found.finding.args)["counterparts"] == "region:G1, region:G2"
    assert found.finding.place.path == ("mappings", 3, "subject_id")


# ---- what of the documents brings it about ---------------------------------------------------------------------------


def test_a_mapping_of_a_part_goes_with_the_element_where_that_goes_else_with_the_part() -> None:
    old = side(CLOSE, row("G2.a", "close", "G1"))
    whole = side(CLOSE, raws=(without(TOWN, "G2"), REGION, STATE))
    assert above(old, whole, "mapping-removed") == [(["element-removed G2"], "town:G2.a region:G1")]
    part = side(CLOSE, raws=(edited(TOWN, put("goals.1.parts", [])), REGION, STATE))
    assert above(old, part, "mapping-removed") == [(["part-removed G2.a"], "town:G2.a region:G1")]


@pytest.mark.parametrize(
    ("new", "slot"), [(row("G2", "close", "G1"), "subject_id"), (row("region:G1", "close", "town:G2"), "object_id")]
)
def test_a_row_left_behind_is_placed_at_the_end_that_is_gone(new: Mapping, slot: str) -> None:
    old, after = side(*KEEP[:1], new), side(*KEEP[:1], new, raws=(without(TOWN, "G2"), REGION, STATE))
    found = [change for change in diff_of(old, after).changes if change.rule == "mapping-left-behind"][-1]
    assert (found.finding.place, found.side) == (Place("x.sssom.tsv", ("mappings", 1, slot)), "new")
    assert (dict(found.finding.args)["id"], found.before, found.after) == ("town:G2", "town:G2", None)
    assert ([f"mapping-left-behind {found.subject}"], "region:G1") in above(old, after, "counterpart-lost")


def test_a_row_that_still_joins_a_document_that_is_gone_stands_under_its_removal() -> None:
    old, new = side(CLOSE, CHAIN[1]), side(CLOSE, CHAIN[1], raws=(TOWN, REGION))
    assert above(old, new, "mapping-left-behind") == [(["document-removed state"], "region:G1 state:G1")]


# ---- what is chained -------------------------------------------------------------------------------------------------

LOST = "derived-mapping-lost"


def test_nothing_is_said_of_what_was_chained_to_an_element_that_went() -> None:
    gone = without(STATE, "G1")
    assert told(side(*CHAIN), side(CHAIN[0], raws=(TOWN, REGION, gone)), LOST) == []
    assert told(side(*CHAIN), side(CHAIN[0]), LOST) == [f"{LOST} state:G1 town:G1"]


def test_what_is_chained_to_a_document_that_is_not_compared_falls_with_a_step() -> None:
    old, new = (reading_of(TOWN, crosswalks=[walk(*rows)], only=["town"]) for rows in (CHAIN, CHAIN[1:]))
    assert told(old, new, LOST) == [f"{LOST} state:G1 town:G1"]


# ---- what rests on words that changed --------------------------------------------------------------------------------


def reworded(words: str) -> Raw:
    return edited(TOWN, put("goals.0.title.fi", words))


@pytest.mark.parametrize("slots", [{}, {"comment": "x"}])
def test_a_mapping_to_look_at_again_ends_with_the_next_rewording_and_with_what_the_row_says(slots: Any) -> None:
    def suspect(words: str, **said: Any) -> Any:
        rows = (row("G1", "close", "G1", **said),)
        return the_one(side(*rows), side(*rows, raws=(reworded(words), REGION, STATE)), "mapping-suspect")

    row_there = Place("x.sssom.tsv", ("mappings", 0, "subject_id"))
    found, other = suspect("Aivan toinen väite"), suspect("Vielä muuta" if not slots else "Aivan toinen väite", **slots)
    assert found.after[0] == other.after[0] == "region:G1"
    assert re.fullmatch("[0-9a-f]{16}", found.after[1])
    assert found.after[1] != other.after[1]
    assert (found.finding.place, found.side) == (row_there, "new")


def test_a_mapping_to_look_at_again_stands_under_the_rewording() -> None:
    found = above(side(CLOSE), side(CLOSE, raws=(reworded("Aivan toinen väite"), REGION, STATE)), "mapping-suspect")
    assert found == [(["title-changed G1"], "town:G1")]


# ---- which files are asked for ---------------------------------------------------------------------------------------


def test_of_some_documents_only_the_files_that_join_one_and_of_all_an_empty_one_too() -> None:
    def files(licence: str) -> list[Crosswalk]:
        others = [row("region:G1", "close", "state:G1")]
        return [walk(CLOSE, license=licence), walk(*others, file="y.tsv", mapping_set_id="urn:y", license=licence)]

    old, new = (reading_of(TOWN, crosswalks=files(licence), only=["town"]) for licence in ("urn:a", "urn:b"))
    assert told(old, new) == ["licence-changed urn:x license"]
    assert told(side(CLOSE), reading_of(TOWN, REGION, STATE, crosswalks=[walk(CLOSE), EMPTY])) == [
        "crosswalk-added urn:y"
    ]
