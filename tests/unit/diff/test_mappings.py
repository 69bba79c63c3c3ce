"""Every kind of change of a crosswalk: which rule tells it, how much it weighs, its direction and its cause."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from sotetrace.findings import Severity
from sotetrace.model.mapping import Mapping
from sotetrace.report.topics import OF_CROSSWALKS
from sotetrace.rules import code_of, rule_slugs
from tests.builders import element, goal, raw_vision
from tests.crosswalks import CHAIN, CLOSE, KEEP, REGION, STATE, TOWN, row, search, side, walk, without
from tests.sides import diff_of, edited, put, reading_of, renamed, the_one, told

if TYPE_CHECKING:
    pass

CASES: dict[str, tuple[tuple[Mapping, ...], tuple[Mapping, ...], list[str]]] = {
    "added": (KEEP, (CLOSE, *KEEP), ["mapping-added town:G1 region:G1"]),
    "removed": ((CLOSE, *KEEP), KEEP, ["mapping-removed town:G1 region:G1"]),
    "stronger": ((CLOSE,), (row("G1", "exact", "G1"),), ["mapping-relation-changed town:G1 region:G1"]),
    "unknown predicate": (
        (row("G1", "close", "G1", predicate_id="owl:sameAs"), CLOSE),
        (row("G1", "close", "G1", predicate_id="owl:differentFrom"), CLOSE),
        ["mapping-relation-changed town:G1 region:G1"],
    ),
    "moved": (
        (CLOSE, *KEEP),
        (row("G1", "close", "M1"), *KEEP),
        ["counterpart-gained region:M1", "mapping-retargeted town:G1 region:M1"],
    ),
    "moved from the other end": (
        (row("G1", "close", "G1"), *KEEP),
        (row("G2", "close", "G1"), *KEEP),
        ["mapping-retargeted town:G2 region:G1"],
    ),
    "moved by its record": (
        (row("G1", "close", "G1", record_id="s:r1"), row("G1", "close", "G2", record_id="s:r2")),
        (row("G2", "broad", "G2", record_id="s:r1"), row("G1", "close", "G2", record_id="s:r2")),
        [
            *("counterpart-gained town:G2", "counterpart-lost region:G1"),
            *("mapping-relation-changed town:G2 region:G2", "mapping-retargeted town:G2 region:G2"),
        ],
    ),
    "confidence": (
        (row("G1", "close", "G1", confidence=0.5),),
        (row("G1", "close", "G1", confidence=0.9),),
        ["mapping-confidence-changed town:G1 region:G1"],
    ),
    "the fourth decimal": (
        (row("G1", "close", "G1", confidence=0.5),),
        (row("G1", "close", "G1", confidence=0.5001),),
        [],
    ),
    "comment": (
        (row("G1", "close", "G1", comment="one"),),
        (row("G1", "close", "G1", comment="two"),),
        ["mapping-comment-changed town:G1 region:G1"],
    ),
    "who and how, once": (
        (CLOSE,),
        (row("G1", "close", "G1", mapping_justification="semapv:LexicalMatching", author_label=("Aino",)),),
        ["mapping-origin-changed town:G1 region:G1"],
    ),
    "the order of a list": (
        (row("G1", "close", "G1", author_label=("a", "b")),),
        (row("G1", "close", "G1", author_label=("b", "a")),),
        [],
    ),
    "place and label": (
        (row("G1", "close", "G1", subject_label="x", object_place="p1"),),
        (row("G1", "close", "G1", subject_label="y", object_place="p2"),),
        ["mapping-detail-changed town:G1 region:G1"],
    ),
    "a tension instead": (
        (CLOSE, *KEEP),
        (row("G1", "tension", "G1"), *KEEP),
        ["mapping-removed town:G1 region:G1", "tension-added town:G1 region:G1"],
    ),
    "found after all": (
        (CLOSE, search("M1")),
        (CLOSE, row("M1", "close", "G1")),
        ["counterpart-gained town:M1", "mapping-added town:M1 region:G1", "search-withdrawn town:M1 region"],
    ),
    "denied instead": (
        (CLOSE, *KEEP),
        (row("G1", "close", "G1", predicate_modifier="Not"), *KEEP),
        ["mapping-denied town:G1 region:G1", "mapping-removed town:G1 region:G1"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_each_change_is_told_by_its_rule_and_undone_by_its_mirror(name: str) -> None:
    old, new, wanted = CASES[name]
    assert told(side(*old), side(*new)) == wanted
    assert len(told(side(*new), side(*old))) == len(wanted)


@pytest.mark.parametrize(
    ("before", "after", "direction"),
    [
        *(("close", "exact", "gain"), ("exact", "close", "loss"), ("broad", "narrow", "neutral")),
        *(("related", "broad", "gain"), ("close", "narrow", "loss")),
    ],
)
def test_a_relation_grows_stronger_or_weaker(before: str, after: str, direction: str) -> None:
    found = the_one(side(row("G1", before, "G1")), side(row("G1", after, "G1")), "mapping-relation-changed")
    assert (found.direction, found.before, found.after) == (direction, before, after)


def test_turned_round_broader_is_narrower_and_no_change() -> None:
    turned = row("region:G1", "narrow", "town:G1", object_place="p", subject_place="q")
    old = side(row("G1", "broad", "G1", subject_place="p", object_place="q"))
    assert told(old, side(turned)) == []
    assert told(old, side(turned.model_copy(update={"object_place": "q"}))) == [
        "mapping-detail-changed region:G1 town:G1"
    ]


def test_only_touched_comments_and_labels_are_editorial() -> None:
    for slots, other in (({"comment": "Both want it"}, {"comment": "both want it."}), ({}, {"subject_label": "x"})):
        (found,) = diff_of(side(row("G1", "close", "G1", **slots)), side(row("G1", "close", "G1", **other))).changes
        assert found.change_class == "editorial"


def test_a_review_that_comes_is_a_gain_and_one_that_goes_a_loss() -> None:
    signed = side(row("G1", "close", "G1", reviewer_label=("Aino",)))
    assert the_one(side(CLOSE), signed, "mapping-review-changed").direction == "gain"
    assert the_one(signed, side(CLOSE), "mapping-review-changed").direction == "loss"


# ---- what it means to the elements -----------------------------------------------------------------------------------


def test_the_last_counterpart_lost_is_breaking_and_named_with_the_row() -> None:
    found = the_one(side(CLOSE, *KEEP[:1]), side(*KEEP[:1]), "counterpart-lost")
    assert (found.subject, found.change_class, found.side) == ("region:G1", "breaking", "old")
    removed = the_one(side(CLOSE, *KEEP[:1]), side(*KEEP[:1]), "mapping-removed")
    assert found.causes == (removed.fingerprint,)


def test_where_a_search_says_so_a_lost_counterpart_is_substantive() -> None:
    rows = diff_of(side(CLOSE), side(search("G1"))).changes
    weights = {change.subject: change.change_class for change in rows if change.rule == "counterpart-lost"}
    assert weights == {"town:G1": "substantive", "region:G1": "breaking"}


def test_a_draft_that_loses_its_counterpart_breaks_nothing() -> None:
    raws = (raw_vision({"id": "town"}, goals=[goal("G1", draft=True)]), REGION)
    rows = diff_of(side(CLOSE, raws=raws), side(raws=raws)).changes
    assert {c.subject: c.change_class for c in rows if c.rule == "counterpart-lost"}["town:G1"] == "substantive"


def test_an_element_has_the_counterparts_of_its_parts() -> None:
    assert told(side(row("G2", "close", "G1")), side(row("G2.a", "close", "G1")), "counterpart-lost") == []


def test_a_tension_and_a_denied_mapping_are_no_counterparts() -> None:
    for row_left in (row("G1", "tension", "G1"), row("G1", "close", "G1", predicate_modifier="Not")):
        lost = told(side(CLOSE), side(row_left), "counterpart-lost")
        assert lost == ["counterpart-lost region:G1", "counterpart-lost town:G1"]


def test_what_follows_falls_with_a_step_and_appears_with_it() -> None:
    weak = (row("G1", "close", "G1"), CHAIN[1])
    lost = the_one(side(*CHAIN), side(*weak), "derived-mapping-lost")
    assert dict(lost.finding.args)["chain"] == "state:G1 – region:G1 – town:G1"
    assert lost.causes == (the_one(side(*CHAIN), side(*weak), "mapping-relation-changed").fingerprint,)
    assert told(side(*weak), side(*CHAIN), "derived-mapping-gained") == ["derived-mapping-gained state:G1 town:G1"]


def test_what_a_row_says_itself_neither_falls_nor_appears() -> None:
    direct = row("G1", "broad", "state:G1")
    rules = ("derived-mapping-lost", "derived-mapping-gained")
    assert told(side(*CHAIN), side(*CHAIN, direct), *rules) == []
    assert told(side(direct, CHAIN[0]), side(*CHAIN), *rules) == []


# ---- what the documents have to do with it ---------------------------------------------------------------------------


def test_mappings_go_with_their_element() -> None:
    gone = (without(TOWN, "G2"), REGION, STATE)
    result = diff_of(side(CLOSE, row("G2", "close", "G1")), side(CLOSE, raws=gone))
    removed = next(change for change in result.changes if change.rule == "mapping-removed")
    assert result.parent_of(removed).rule == "element-removed"  # type: ignore[union-attr]
    assert result.is_detail(removed)


@pytest.mark.parametrize("target", ["G2", "G2.a"])
@pytest.mark.parametrize("is_retired", [True, False])
def test_a_mapping_to_what_goes_is_named_with_the_removal(target: str, *, is_retired: bool) -> None:
    retired = [{"id": "G2", "title": {"fi": "x"}}] if is_retired else []
    rows = (CLOSE, row(target, "close", "G1"))
    result = diff_of(side(*rows), side(*rows, raws=(without(TOWN, "G2", retired=retired), REGION, STATE)))
    (found,) = [change for change in result.changes if change.rule == "mapping-left-behind"]
    wanted = "part-removed" if "." in target else "element-retired" if is_retired else "element-removed"
    assert wanted in {result.by_fingerprint[cause].rule for cause in found.causes} | {"part-removed"}
    assert found.subject == f"town:{target} region:G1"


def test_what_followed_for_an_element_that_is_gone_is_told_by_its_removal() -> None:
    raws = (without(TOWN, "G1"), REGION, STATE)
    assert told(side(*CHAIN), side(CHAIN[1], raws=raws), "derived-mapping-lost", "element-removed") == [
        "element-removed G1"
    ]


@pytest.mark.parametrize(("is_left", "rule"), [(True, "mapping-left-behind"), (False, "mapping-removed")])
def test_a_mapping_of_what_was_split_is_named_with_the_splitting(*, is_left: bool, rule: str) -> None:
    halves = [goal(half, formerly=["G1"]) for half in ("G8", "G9")]
    raws = (edited(TOWN, put("goals", [*halves, TOWN["goals"][1]])), REGION, STATE)
    rest = KEEP[1:]
    result = diff_of(side(CLOSE, *rest), side(*([CLOSE] if is_left else []), *rest, raws=raws))
    (found,) = [change for change in result.changes if change.rule == rule]
    assert found.subject == "town:G1 region:G1"
    assert [result.by_fingerprint[cause].rule for cause in found.causes] == ["element-split"]


def test_a_renaming_is_no_change_of_a_mapping() -> None:
    rows = [row("K1", "close", "G1"), row("region:G2", "close", "town:K1")]
    old = side(CLOSE, row("region:G2", "close", "town:G1"))
    assert told(old, side(*rows, raws=(renamed(TOWN, "G1", "K1"), REGION, STATE))) == ["id-changed K1"]


def test_a_document_that_goes_takes_its_mappings_along_and_they_are_not_counted() -> None:
    result = diff_of(side(*KEEP), side(raws=(TOWN, STATE)))
    assert result.count("breaking") == 1
    assert {change.rule for change in result.counted} == {"document-removed"}


REWORDED = edited(TOWN, put("goals.0.title.fi", "Aivan toinen väite"))


def test_reworded_ends_make_untouched_rows_suspect() -> None:
    rows = (CLOSE, row("G1", "tension", "M1"), search("G1", "state"), row("G2", "close", "G2"))
    found = the_one(side(*rows), side(*rows, raws=(REWORDED, REGION, STATE)), "mapping-suspect")
    assert dict(found.finding.args)["mappings"] == "region:G1, region:M1, state"
    touched = row("G1", "exact", "G1")
    assert told(side(CLOSE), side(touched, raws=(REWORDED, REGION, STATE)), "mapping-suspect") == []


# ---- files -----------------------------------------------------------------------------------------------------------


def test_a_file_that_comes_or_goes_is_told_as_one() -> None:
    none = reading_of(TOWN, REGION, STATE)
    added, removed = diff_of(none, side(CLOSE)), diff_of(side(CLOSE), none)
    assert [change.rule for change in added.counted] == ["crosswalk-added"]
    assert [(change.rule, change.change_class) for change in removed.counted] == [("crosswalk-removed", "breaking")]
    assert told(none, side(CLOSE), "mapping-added", "counterpart-gained") == [
        "counterpart-gained region:G1",
        "counterpart-gained town:G1",
        "mapping-added town:G1 region:G1",
    ]


def test_rows_that_stand_in_another_file_now_are_the_same() -> None:
    olds = reading_of(TOWN, REGION, crosswalks=[walk(CLOSE), walk(KEEP[0], file="y.sssom.tsv", mapping_set_id="urn:y")])
    (found,) = diff_of(olds, reading_of(TOWN, REGION, crosswalks=[walk(CLOSE, KEEP[0])])).changes
    assert (found.rule, found.change_class) == ("crosswalk-removed", "substantive")
    assert told(side(CLOSE), side(CLOSE, file="other/z.sssom.tsv")) == []


def test_a_licence_that_changes_breaks_and_one_that_is_first_said_does_not() -> None:
    assert the_one(side(CLOSE), side(CLOSE, license="urn:paid"), "licence-changed").change_class == "breaking"
    assert the_one(side(CLOSE, license=None), side(CLOSE), "licence-changed").change_class == "substantive"


@pytest.mark.parametrize(
    ("slot", "value", "weight"),
    [
        ("mapping_set_title", "Town and region", Severity.WARNING),
        ("mapping_set_version", "2", Severity.NOTE),
        ("creator_label", ("Aino",), Severity.WARNING),
        ("see_also", ("urn:z",), Severity.WARNING),
    ],
)
def test_what_a_set_says_of_itself(slot: str, value: Any, weight: Severity) -> None:
    (found,) = diff_of(side(CLOSE), side(CLOSE, **{slot: value})).changes
    assert (found.rule, found.finding.severity, found.finding.place.path) == ("crosswalk-changed", weight, (slot,))


# ---- fingerprints and what was asked for -----------------------------------------------------------------------------


def test_a_fingerprint_stays_with_the_row_and_ends_with_its_next_edit() -> None:
    old = side(row("G1", "close", "G1", confidence=0.5))
    new = row("G1", "exact", "G1", confidence=0.5)
    first = the_one(old, side(new), "mapping-relation-changed").fingerprint
    rules = {"mapping-relation-changed": "note"}
    shifted = reading_of(TOWN, REGION, STATE, crosswalks=[walk(*KEEP, new, file="y.tsv")], settings={"rules": rules})
    assert the_one(old, shifted, "mapping-relation-changed").fingerprint == first
    later = side(row("G1", "exact", "G1", confidence=0.6))
    assert the_one(old, later, "mapping-relation-changed").fingerprint != first


def test_of_some_documents_only_what_joins_them() -> None:
    rows = [walk(CLOSE), walk(CLOSE, row("region:G2", "close", "state:G2"), row("G2", "exact", "state:G2"))]
    old, new = (reading_of(TOWN, crosswalks=[one], only=["town"]) for one in rows)
    assert told(old, new) == ["counterpart-gained town:G2", "mapping-added town:G2 state:G2"]


def test_an_element_added_with_its_mapping_is_one_change() -> None:
    more = edited(TOWN)
    more["goals"].append(element("G3"))
    result = diff_of(side(CLOSE), side(CLOSE, row("G3", "close", "G1"), raws=(more, REGION, STATE)))
    assert [change.rule for change in result.counted if change.rule.startswith("mapping")] == []
    assert "mapping-added" in {change.rule for change in result.changes}


def test_every_rule_about_crosswalks_is_known_as_one() -> None:
    codes = {slug: code_of(slug) for slug in rule_slugs()}
    assert {slug for slug, code in codes.items() if "SOT759" <= code <= "SOT783"} == OF_CROSSWALKS
