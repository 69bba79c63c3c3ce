"""Crosswalks as files: which come, go and stay, what is said of each; and what brings a change of a row about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from sotetrace.findings import Place, Severity
from tests.crosswalks import CLOSE, KEEP, NOTHING, REGION, STATE, TOWN, row, search, side, walk, without
from tests.sides import diff_of, reading_of, the_one, told

if TYPE_CHECKING:
    from sotetrace.diff import ChangeFinding, Reading
    from sotetrace.model.mapping import Crosswalk

FAR, ACROSS = row("region:G1", "close", "state:G1"), row("G1", "close", "state:G1")


def reading(*crosswalks: Crosswalk) -> Reading:
    return reading_of(TOWN, REGION, STATE, crosswalks=crosswalks)


def caused_by(old: Reading, new: Reading, rule: str) -> list[str]:
    """Return the rules of what brought about the one change of a rule, in order."""
    result = diff_of(old, new)
    return [result.by_fingerprint[cause].rule for cause in the_one(old, new, rule).causes]


def values(found: ChangeFinding) -> tuple[object, object]:
    return found.before, found.after


# ---- which file is which ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [("a/x.tsv", "b/x.tsv"), ("a/b/x.tsv", "a/x.tsv"), ("a\\x.tsv", "b\\x.tsv"), ("a\\x.tsv", "a/x.tsv")],
)
def test_a_file_of_the_same_name_in_another_folder_is_the_same_also_with_another_id(before: str, after: str) -> None:
    old, new = side(CLOSE, file=before), side(CLOSE, file=after, mapping_set_id="urn:z")
    assert told(old, new) == ["crosswalk-changed urn:z mapping_set_id"]


def test_a_file_that_stays_in_its_place_is_the_same_whichever_id_it_has() -> None:
    old, new = (
        reading(walk(CLOSE, file="x.tsv", mapping_set_id=first), walk(FAR, file="y.tsv", mapping_set_id=second))
        for first, second in (("urn:1", "urn:2"), ("urn:2", "urn:1"))
    )
    places = {one.subject: one.finding.place.document for one in diff_of(old, new).changes}
    assert places == {"urn:2 mapping_set_id": "x.tsv", "urn:1 mapping_set_id": "y.tsv"}


@pytest.mark.parametrize("files", [("a.tsv", "b.tsv"), ("b.tsv", "a.tsv")])
def test_of_two_files_with_the_id_of_one_the_first_by_name_is_the_same(files: tuple[str, str]) -> None:
    found = the_one(side(CLOSE, file="o.tsv"), reading(*(walk(CLOSE, file=file) for file in files)), "crosswalk-added")
    assert found.finding.place == Place("b.tsv")


# ---- a file that comes or goes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("is_added", "rule"), [(True, "crosswalk-added"), (False, "crosswalk-removed")])
@pytest.mark.parametrize(
    ("said", "name"),
    [
        ({"mapping_set_title": "Both"}, "Both"),
        ({"mapping_set_id": "urn:y"}, "urn:y"),
        ({"mapping_set_id": None}, "y.sssom.tsv"),
    ],
)
def test_a_file_that_comes_or_goes_is_named_with_its_rows_and_its_first_document(
    said: dict[str, Any], name: str, rule: str, *, is_added: bool
) -> None:
    with_it = reading(walk(FAR), walk(CLOSE, *KEEP, file="in/y.sssom.tsv", **{"mapping_set_id": "urn:y", **said}))
    found = the_one(reading(walk(FAR)), with_it, rule) if is_added else the_one(with_it, reading(walk(FAR)), rule)
    assert dict(found.finding.args) == {"name": name, "count": "3"}
    assert (found.element, found.subject) == ("region", name)
    assert (found.side, *values(found)) == (("new", None, name) if is_added else ("old", name, None))
    assert found.finding.place == Place("in/y.sssom.tsv")


def test_a_file_without_rows_comes_and_goes_and_is_about_no_document() -> None:
    for found in (the_one(reading(), side(), "crosswalk-added"), the_one(side(), reading(), "crosswalk-removed")):
        assert dict(found.finding.args)["count"] == "0"
        assert found.element == ""
    assert the_one(side(), reading(), "crosswalk-removed").change_class == "breaking"


def test_a_file_whose_rows_stand_elsewhere_breaks_nothing_whatever_else_is_lost() -> None:
    old = reading(walk(CLOSE, FAR), walk(KEEP[0], file="y.tsv", mapping_set_id="urn:y"))
    found = diff_of(old, reading(walk(CLOSE, KEEP[0]))).changes
    weights = {one.rule: one.change_class for one in found if one.rule in ("crosswalk-removed", "mapping-removed")}
    assert weights == {"crosswalk-removed": "substantive", "mapping-removed": "substantive"}


def test_a_file_goes_and_comes_with_its_document() -> None:
    pair, all_three = reading_of(TOWN, REGION, crosswalks=[walk(CLOSE)]), reading(walk(CLOSE), walk(FAR, file="y.tsv"))
    assert caused_by(all_three, pair, "crosswalk-removed") == ["document-removed"]
    assert caused_by(pair, all_three, "crosswalk-added") == ["document-added"]


# ---- what a set says of itself ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("slot", "before", "after", "rule"),
    [
        ("license", "urn:free", "urn:paid", "licence-changed"),
        ("license", "urn:free", None, "licence-changed"),
        ("mapping_set_description", "One", "Two", "crosswalk-changed"),
        ("other", None, "more", "crosswalk-changed"),
    ],
)
def test_the_value_before_and_after_is_told_at_its_slot(
    slot: str, before: str | None, after: str | None, rule: str
) -> None:
    sides = (
        reading(walk(CLOSE), walk(ACROSS, file="y.tsv", mapping_set_id="urn:y", **{slot: value}))
        for value in (before, after)
    )
    (found,) = diff_of(*sides).changes
    named = {"name": "urn:y", "before": before or "–", "after": after or "–"}
    assert dict(found.finding.args) == (named if slot == "license" else {**named, "slot": slot})
    assert (found.rule, found.element, found.subject) == (rule, "state", f"urn:y {slot}")
    assert values(found) == (before, after)
    assert found.finding.place == Place("y.tsv", (slot,))


def test_of_a_set_without_title_and_id_the_file_is_named() -> None:
    old, new = (side(CLOSE, file="in/x.tsv", mapping_set_id=None, comment=words) for words in ("one", "two"))
    assert told(old, new) == ["crosswalk-changed x.tsv comment"]


def test_a_set_without_rows_is_about_no_document() -> None:
    changed: tuple[dict[str, Any], ...] = ({"license": "urn:paid"}, {"comment": "new"})
    for said in changed:
        (found,) = diff_of(side(), side(**said)).changes
        assert found.element == ""


@pytest.mark.parametrize(
    ("slot", "before", "after", "weight"),
    [
        ("comment", "For all", "for all.", Severity.NOTE),
        ("comment", "For all", "For none", Severity.WARNING),
        ("comment", None, "–", Severity.NOTE),
        ("comment", "–", None, Severity.NOTE),
        ("comment", None, "For all", Severity.WARNING),
        ("comment", "For all", None, Severity.WARNING),
        ("other", "For all", "for all.", Severity.WARNING),
    ],
)
def test_words_that_were_only_touched_are_editorial(
    slot: str, before: str | None, after: str | None, weight: Severity
) -> None:
    said: list[dict[str, Any]] = [{slot: words} for words in (before, after)]
    (found,) = diff_of(*(side(CLOSE, **one) for one in said)).changes
    assert found.finding.severity is weight


# ---- what brings the change of a row about ---------------------------------------------------------------------------


def test_a_row_that_comes_to_a_file_that_stays_has_no_cause() -> None:
    assert the_one(side(*KEEP), side(CLOSE, *KEEP), "mapping-added").causes == ()
    assert the_one(side(CLOSE), side(CLOSE, search("G2")), "search-added").causes == ()


@pytest.mark.parametrize(
    "found_now",
    [
        pytest.param(row("G2", "close", "G1"), id="of the element"),
        pytest.param(row("G2.a", "close", "G1"), id="of its part"),
    ],
)
def test_a_search_is_withdrawn_because_of_what_was_found(found_now: Any) -> None:
    for searched in (search("G2"), search("G2.a")):
        old, new = side(CLOSE, searched), side(CLOSE, found_now)
        assert caused_by(old, new, "search-withdrawn") == ["mapping-added"]


def test_a_search_is_withdrawn_once_because_of_the_mapping_that_is_another_now() -> None:
    old, new = side(row("G2", "related", "G1"), search("G2")), side(row("G2", "close", "G1"))
    assert caused_by(old, new, "search-withdrawn") == ["mapping-relation-changed"]


def test_a_search_between_documents_follows_from_nothing() -> None:
    nothing = row(NOTHING, "close", NOTHING, subject_source="s:town", object_source="s:region")
    assert the_one(side(CLOSE), side(CLOSE, nothing), "search-added").causes == ()


def test_a_search_comes_with_its_file_and_not_with_what_stands_beside_it() -> None:
    old, new = side(FAR), reading(walk(FAR), walk(row("M1", "close", "G1"), search("M1"), file="y.tsv"))
    assert caused_by(old, new, "search-added") == ["crosswalk-added"]


def test_a_mapping_leads_elsewhere_because_of_what_is_gone_and_not_of_what_came() -> None:
    fewer = (TOWN, without(REGION, "G1"), STATE)
    old, new = side(CLOSE, FAR), side(row("G1", "close", "G2"), FAR)
    assert caused_by(old, side(row("G1", "close", "G2"), raws=fewer), "mapping-retargeted") == ["element-removed"]
    assert the_one(old, new, "mapping-retargeted").causes == ()


def test_a_mapping_that_leads_elsewhere_costs_one_its_counterpart_and_gives_the_other_one() -> None:
    old, new = side(CLOSE), side(row("G1", "close", "G2"))
    assert caused_by(old, new, "counterpart-lost") == ["mapping-retargeted"]
    assert caused_by(old, new, "counterpart-gained") == ["mapping-retargeted"]


def test_a_search_that_is_withdrawn_names_a_mapping_that_leads_here_now_once() -> None:
    old, new = side(row("G1", "close", "G1"), search("G1", "state")), side(row("G1", "close", "M1"))
    assert caused_by(old, new, "search-withdrawn") == []
    old, new = side(CLOSE, search("G1"), *KEEP), side(row("G1", "close", "M1"), *KEEP)
    assert caused_by(old, new, "search-withdrawn") == ["mapping-retargeted"]


@pytest.mark.parametrize("rule", ["crosswalk-added", "crosswalk-removed"])
@pytest.mark.parametrize(
    ("files", "said", "name"),
    [
        (("a.sssom.tsv", "b.sssom.tsv"), {"mapping_set_title": "Both"}, "Both"),
        (("a/x.sssom.tsv", "b/x.sssom.tsv"), {}, "x.sssom.tsv"),
    ],
    ids=["by a title", "by a file name"],
)
def test_of_two_files_that_are_called_the_same_each_is_told(
    files: tuple[str, str], said: dict[str, str], name: str, rule: str
) -> None:
    twins = [
        walk(one, file=file, **{"mapping_set_id": None, **said}) for file, one in zip(files, (FAR, CLOSE), strict=True)
    ]
    both, neither = reading(*twins), reading()
    old, new = (neither, both) if rule == "crosswalk-added" else (both, neither)
    found = [change for change in diff_of(old, new).changes if change.rule == rule]
    assert [change.finding.place.document for change in found] == list(files)
    assert [dict(change.finding.args)["name"] for change in found] == [f"{name} ({file})" for file in files]
    assert len({change.fingerprint for change in found}) == 2
