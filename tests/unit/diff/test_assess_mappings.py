"""What the finding of a changed mapping says: its rule, its names, its values, its place, its weight and its cause."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from sotetrace.diff.assess_mappings import relation_slot, rule_of
from sotetrace.findings import Place
from sotetrace.model.mapping import Mapping
from tests.crosswalks import CLOSE, KEEP, NOTHING, REGION, STATE, TOWN, row, search, side, walk
from tests.sides import diff_of, reading_of, the_one

if TYPE_CHECKING:
    from sotetrace.diff import ChangeFinding, Reading

FILE = "x.sssom.tsv"
BY_HAND = "semapv:ManualMappingCuration"


def at(index: int, slot: str) -> Place:
    """The place of a slot of a row."""
    return Place(FILE, ("mappings", index, slot))


def close(**slots: Any) -> Reading:
    """A side with one mapping between the first goals."""
    return side(row("G1", "close", "G1", **slots))


def rules_above(old: Reading, new: Reading, rule: str) -> list[str]:
    """Return the rules of what brought the one change of a rule about."""
    found = diff_of(old, new)
    (change,) = [change for change in found.changes if change.rule == rule]
    return [found.by_fingerprint[cause].rule for cause in change.causes]


# ---- which rule tells a slot -----------------------------------------------------------------------------------------

ENDS = {"subject_id", "predicate_id", "predicate_label", "predicate_modifier", "object_id"}
SLOTS = {
    "mapping-confidence-changed": {"confidence"},
    "mapping-comment-changed": {"comment"},
    "mapping-review-changed": {"reviewer_id", "reviewer_label", "reviewer_agreement", "review_date"},
    "mapping-origin-changed": {
        *("mapping_justification", "mapping_provider", "mapping_source"),
        *("mapping_tool", "mapping_tool_id", "mapping_tool_version"),
        *("author_id", "author_label", "creator_id", "creator_label", "curation_rule", "curation_rule_text"),
        *("subject_match_field", "object_match_field", "subject_preprocessing", "object_preprocessing"),
        *("match_string", "similarity_score", "similarity_measure", "derived_from"),
    },
    "mapping-detail-changed": {
        *("subject_place", "object_place", "subject_label", "object_label", "subject_category", "object_category"),
        *("subject_type", "object_type", "predicate_type", "subject_source", "object_source"),
        *("subject_source_version", "object_source_version", "mapping_date", "publication_date"),
        *("mapping_cardinality", "cardinality_scope", "record_id", "issue_tracker_item"),
        *("license", "see_also", "other"),
    },
}


def test_every_slot_of_a_mapping_is_told_by_one_rule() -> None:
    said = set(Mapping.model_fields) - ENDS
    assert {rule: {slot for slot in said if rule_of(slot) == rule} for rule in SLOTS} == SLOTS
    assert set().union(*SLOTS.values()) == said


# ---- a mapping that comes or goes ------------------------------------------------------------------------------------

ENDS_SAID = {"subject": "@element.town:G1", "object": "@element.region:G1", "relation": "@relation.close"}
ROW_SAID = {"subject_id": "town:G1", "predicate_id": "skos:closeMatch", "object_id": "region:G1"} | {
    "mapping_justification": BY_HAND
}


def test_a_mapping_that_comes_is_named_by_its_ends_and_shown_with_its_row() -> None:
    found = the_one(side(*KEEP), side(*KEEP, CLOSE), "mapping-added")
    assert dict(found.finding.args) == ENDS_SAID
    assert found.finding.place == at(2, "subject_id")
    assert (found.element, found.subject) == ("town:G1", "town:G1 region:G1")
    assert (found.side, found.direction, found.change_class, found.certainty) == ("new", "gain", "substantive", "id")
    assert (found.before, found.after) == (None, ROW_SAID)


def test_a_mapping_that_goes_is_placed_where_it_stood() -> None:
    found = the_one(side(*KEEP, CLOSE), side(*KEEP), "mapping-removed")
    assert (found.side, found.direction, found.finding.place) == ("old", "loss", at(2, "subject_id"))
    assert (found.before, found.after, found.state) == (ROW_SAID, None, "")


def test_a_search_is_named_by_its_element_and_the_document_searched() -> None:
    found = the_one(side(CLOSE), side(CLOSE, search("M1")), "search-added")
    assert dict(found.finding.args) == {"subject": "@element.town:M1", "object": "region"}
    assert (found.element, found.subject) == ("town:M1", "town:M1 region")


def test_a_search_for_nothing_in_nothing_is_told_with_dashes() -> None:
    found = the_one(side(CLOSE), side(CLOSE, row(NOTHING, "close", NOTHING)), "search-added")
    assert dict(found.finding.args) == {"subject": "–", "object": "–"}
    assert (found.element, found.subject) == ("", "")


@pytest.mark.parametrize(("searched", "mapped"), [("M1", "M1"), ("G2", "G2.a")])
def test_a_search_withdrawn_for_what_was_found_stands_under_it(searched: str, mapped: str) -> None:
    old, new = side(CLOSE, search(searched)), side(CLOSE, row(mapped, "close", "G2"))
    assert rules_above(old, new, "search-withdrawn") == ["mapping-added"]
    turned = side(CLOSE, row("region:G2", "close", f"town:{mapped}"))
    assert rules_above(old, turned, "search-withdrawn") == ["mapping-added"]
    elsewhere = side(CLOSE, row(mapped, "close", "state:G1"))
    assert rules_above(old, elsewhere, "search-withdrawn") == []


# ---- a mapping that leads elsewhere ----------------------------------------------------------------------------------


def moved(old: Mapping, new: Mapping) -> ChangeFinding:
    return the_one(side(*KEEP, old), side(*KEEP, new), "mapping-retargeted")


@pytest.mark.parametrize(
    ("new", "slot", "kept", "before", "after", "old_name"),
    [
        (row("G1", "close", "M1"), "object_id", "town:G1", "region:G1", "region:M1", "town:G1 region:G1"),
        (row("G2", "close", "G1"), "subject_id", "region:G1", "town:G1", "town:G2", "town:G1 region:G1"),
        (row("region:M1", "close", "town:G1"), "subject_id", "town:G1", "region:G1", "region:M1", "region:G1 town:G1"),
    ],
)
def test_a_mapping_that_moves_says_what_stays_and_is_placed_at_what_moved(
    new: Mapping, slot: str, kept: str, before: str, after: str, old_name: str
) -> None:
    found = moved(CLOSE, new)
    told = dict(found.finding.args)
    ends = {"kept": f"@element.{kept}", "before": f"@element.{before}", "after": f"@element.{after}"}
    assert {name: told[name] for name in ends} == ends
    assert found.finding.place == at(2, slot)
    assert (found.before, found.after) == (old_name, f"{new.subject_id} {new.object_id}")


def test_a_record_of_which_both_ends_are_others_is_named_by_its_id() -> None:
    found = moved(row("G1", "broad", "G1", record_id="s:r1"), row("G2", "broad", "M1", record_id="s:r1"))
    told = dict(found.finding.args)
    assert (told["kept"], told["before"], told["after"]) == (
        *("urn:sotetrace:r1", "town:G1 region:G1", "town:G2 region:M1"),
    )


def test_a_row_that_joined_an_element_with_itself_is_named_with_both_ends() -> None:
    found = moved(row("G1", "close", "town:G1", record_id="s:r1"), row("G1", "close", "G1", record_id="s:r1"))
    told = dict(found.finding.args)
    assert (told["before"], told["after"]) == ("town:G1 town:G1", "@element.region:G1")


def test_a_mapping_that_leaves_what_was_removed_stands_under_the_removal() -> None:
    less = {**REGION, "goals": REGION["goals"][:1]}
    old, new = side(row("G1", "close", "G2")), side(row("G1", "close", "G1"), raws=(TOWN, less, STATE))
    assert rules_above(old, new, "mapping-retargeted") == ["element-removed"]


# ---- a mapping that is said otherwise --------------------------------------------------------------------------------


def test_a_predicate_that_means_nothing_here_is_named_by_its_address() -> None:
    address = "http://www.w3.org/2002/07/owl#sameAs"
    for old, new, told in (
        (close(predicate_id="owl:sameAs"), close(), (address, "@relation.close")),
        (close(), close(predicate_id="owl:sameAs"), ("@relation.close", address)),
    ):
        found = the_one(old, new, "mapping-relation-changed")
        said = dict(found.finding.args)
        assert (said["before"], said["after"]) == told
        assert (found.direction, found.finding.place) == ("neutral", at(0, "predicate_id"))


def test_a_relation_is_a_word_and_any_other_predicate_itself() -> None:
    assert [relation_slot(one) for one in ("broad", "any", "urn:x")] == ["@relation.broad", "@relation.any", "urn:x"]


def test_slots_under_one_rule_are_told_as_one_in_the_order_of_their_names() -> None:
    found = the_one(
        close(), close(mapping_justification="semapv:LexicalMatching", author_label=("Aino", "Eino")),
        "mapping-origin-changed",
    )  # fmt: skip
    by_hand, by_words = (
        f"https://w3id.org/semapv/vocab/{name}" for name in ("ManualMappingCuration", "LexicalMatching")
    )
    told = dict(found.finding.args)
    assert told["slot"] == "author_label, mapping_justification"
    assert (told["before"], told["after"]) == (f"–, {by_hand}", f"Aino, Eino, {by_words}")
    assert (found.before, found.after) == ([None, by_hand], [["Aino", "Eino"], by_words])
    assert (found.finding.place, found.direction) == (at(0, "author_label"), "neutral")


@pytest.mark.parametrize(
    ("before", "after", "direction"),
    [(0.5, 0.9, "gain"), (0.9, 0.5, "loss"), (None, 0.5, "neutral"), (0.5, None, "neutral")],
)
def test_confidence_grows_or_falls(before: float | None, after: float | None, direction: str) -> None:
    found = the_one(close(confidence=before), close(confidence=after), "mapping-confidence-changed")
    assert (found.direction, found.before, found.after) == (direction, before, after)


def test_a_review_by_another_is_neither_gain_nor_loss_and_one_told_in_two_slots_is_a_gain() -> None:
    aino, eino = close(reviewer_label=("Aino",)), close(reviewer_label=("Eino",))
    assert the_one(aino, eino, "mapping-review-changed").direction == "neutral"
    dated = close(reviewer_label=("Aino",), review_date="2026-01-01")
    assert the_one(close(), dated, "mapping-review-changed").direction == "gain"
    assert the_one(dated, close(), "mapping-review-changed").direction == "loss"


@pytest.mark.parametrize(
    ("before", "after", "weight"),
    [
        ({"comment": "one"}, {"comment": "two"}, "substantive"),
        ({"comment": "One"}, {"comment": "one."}, "editorial"),
        ({}, {"comment": "one"}, "substantive"),
        ({"comment": "one"}, {}, "substantive"),
        ({"mapping_tool": "Matcher"}, {"mapping_tool": "matcher"}, "substantive"),
        ({"subject_place": "p1"}, {"subject_place": "p2"}, "substantive"),
        ({"subject_label": "a", "object_type": "skos concept"}, {"subject_label": "b"}, "editorial"),
        ({"subject_label": "a", "object_place": "p1"}, {"subject_label": "b"}, "substantive"),
        ({"author_label": ("Aino",)}, {"author_label": ("Eino",)}, "substantive"),
    ],
)
def test_what_weighs(before: dict[str, Any], after: dict[str, Any], weight: str) -> None:
    (found,) = diff_of(close(**before), close(**after)).changes
    assert found.change_class == weight


# ---- what it means to an element -------------------------------------------------------------------------------------


def test_what_a_change_means_to_an_element_is_placed_at_the_row_that_brought_it() -> None:
    old, new = side(*KEEP), side(*KEEP, row("M1", "close", "G1"))
    found = the_one(old, new, "counterpart-gained")
    assert dict(found.finding.args) == {
        "element": "@element.town:M1",
        "document": "region",
        "counterparts": "region:G1",
    }
    assert found.finding.place == at(2, "subject_id")
    assert (found.element, found.side, found.direction, found.certainty) == ("town:M1", "new", "gain", "id")
    assert (found.before, found.after, found.state) == (None, ["region:G1"], "")
    lost = the_one(new, old, "counterpart-lost")
    assert (lost.before, lost.after, lost.finding.place, lost.side) == (["region:G1"], None, at(2, "subject_id"), "old")


def test_a_licence_that_changes_stands_on_the_new_side_of_the_first_document() -> None:
    found = the_one(
        close(), reading_of(TOWN, REGION, STATE, crosswalks=[walk(CLOSE, license="urn:x")]), "licence-changed"
    )
    assert (found.side, found.direction, found.state, found.element) == ("new", "neutral", "", "region")


def test_a_search_of_another_document_is_another_search_though_it_keeps_its_record() -> None:
    old, new = (side(CLOSE, search("M1", *document, record_id="s:r1")) for document in ((), ("state",)))
    found = diff_of(old, new)
    assert [change.rule for change in found.changes] == ["search-added", "search-withdrawn"]
