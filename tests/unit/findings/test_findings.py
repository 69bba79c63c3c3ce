"""A finding, and what a workspace does to findings: severities, waivers, order."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from sotetrace.findings import (
    Finding,
    Location,
    Place,
    Severity,
    apply_severities,
    apply_waivers,
    is_failing,
    sort_findings,
)
from sotetrace.findings.select import is_valid
from sotetrace.rules import rule_slugs, slug_of
from tests.builders import waiver

TODAY = dt.date(2026, 6, 1)


def gap(element: str = "G1.1", rule: str = "uncovered-sub-goal") -> Finding:
    return Finding.of(rule, Place("plan", ("sub_goals", 0, "id")), element=element)


# ---- what a finding is -------------------------------------------------------------------------------------


def test_a_finding_takes_its_severity_and_code_from_its_rule() -> None:
    found = gap()
    assert (found.code, found.severity, found.severity.word) == ("SOT303", Severity.WARNING, "warning")
    assert Finding.of("duplicate-id", Place("plan"), element="M1").severity is Severity.ERROR
    with pytest.raises(KeyError):
        Finding.of("no-such-rule", Place("plan"))


def test_arguments_become_sorted_text() -> None:
    found = Finding.of("claim-does-not-hold", Place("plan"), kind="measure", found=2, claimed=3)
    assert found.args == (("claimed", "3"), ("found", "2"), ("kind", "measure"))


def test_the_sentence_names_the_element_in_every_language() -> None:
    found = gap()
    assert all("G1.1" in found.message(language) for language in ("fi", "sv", "en"))
    assert len({found.message(language) for language in ("fi", "sv", "en")}) == 3
    assert found.remedy("en")
    assert found.message("en") != found.remedy("en")


def test_the_fingerprint_never_changes() -> None:
    """It is written into other systems, so a change of how it is made is a breaking change."""
    assert gap().fingerprint == "0868f668d1481a21"
    assert len({gap().fingerprint, gap("G1.2").fingerprint, gap(rule="only-blanket").fingerprint}) == 3
    moved = replace(gap(), place=Place("other"), severity=Severity.ERROR, location=Location("a", 1, 1), waived="x")
    assert moved.fingerprint == gap().fingerprint


def test_severity_words() -> None:
    assert [Severity.parse(severity.word) for severity in Severity] == list(Severity)
    assert Severity.OFF < Severity.NOTE < Severity.WARNING < Severity.ERROR
    with pytest.raises(KeyError):
        Severity.parse("fatal")


# ---- severities --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["uncovered-sub-goal", "SOT303", "sot303", " Uncovered-Sub-Goal "])
def test_a_rule_may_be_named_by_code_or_slug(name: str) -> None:
    assert slug_of(name) == "uncovered-sub-goal"
    (found,) = apply_severities([gap()], {name: "error"})
    assert found == replace(gap(), severity=Severity.ERROR)


def test_off_leaves_out_and_others_stay() -> None:
    other = gap(rule="only-blanket")
    assert apply_severities([gap(), other], {"SOT303": "off"}) == [other]
    assert apply_severities([gap(), other], {"SOT999": "off"}) == [gap(), other]
    assert apply_severities([gap(), other], {}) == [gap(), other]


@pytest.mark.parametrize(
    ("level", "fails"),
    [(Severity.NOTE, True), (Severity.WARNING, True), (Severity.ERROR, False)],
)
def test_failing_is_at_or_above_a_level(level: Severity, fails: bool) -> None:
    assert is_failing([gap()], level) is fails
    assert not is_failing([replace(gap(), waived="accepted")], level)
    assert is_failing([replace(gap(), waived="accepted"), gap("G1.2")], level) is fails
    assert not is_failing([], level)


# ---- waivers -----------------------------------------------------------------------------------------------


def waive(*waivers: Any, findings: tuple[Finding, ...] = (gap(),)) -> list[tuple[str, str | None, str | None]]:
    found = apply_waivers(findings, waivers, TODAY, "waivers.yaml")
    return [(each.rule, each.element, each.waived) for each in found]


GAP = ("uncovered-sub-goal", "G1.1", None)
WAIVED = ("uncovered-sub-goal", "G1.1", "later")


@pytest.mark.parametrize("rule", ["SOT303", "uncovered-sub-goal"])
def test_a_waived_gap_stays_visible(rule: str) -> None:
    assert waive(waiver(rule, "G1.1")) == [WAIVED]


@pytest.mark.parametrize("missing", ["reason", "owner", "date", "until"])
def test_an_incomplete_waiver_accepts_nothing(missing: str) -> None:
    incomplete = waiver("SOT303", "G1.1", **{missing: None})
    assert waive(incomplete) == [GAP, ("incomplete-waiver", "G1.1", None)]
    fault = apply_waivers([gap()], [incomplete], TODAY, "waivers.yaml")[1]
    assert dict(fault.args)["missing"] == missing
    assert fault.place == Place("waivers.yaml", ("waivers", 0))


def test_everything_missing_is_said_at_once() -> None:
    bare = waiver("SOT303", "G1.1", reason=None, owner=None, date=None, until=None)
    fault = apply_waivers([gap()], [bare], TODAY, "waivers.yaml")[1]
    assert dict(fault.args)["missing"] == "reason, owner, date, until"


@pytest.mark.parametrize(
    ("until", "holds"),
    [("2026-05-31", False), ("2026-06-01", True), ("2026-06-02", True)],
)
def test_a_waiver_holds_on_its_last_day(until: str, holds: bool) -> None:
    one = waiver("SOT303", "G1.1", until=until)
    assert is_valid(one, TODAY) is holds
    assert waive(one) == ([WAIVED] if holds else [GAP, ("waiver-expired", "G1.1", None)])


@pytest.mark.parametrize(
    "unused", [waiver("SOT303", "G1.2"), waiver("SOT302", "G1.1")], ids=["another element", "another rule"]
)
def test_a_waiver_that_matches_nothing(unused: Any) -> None:
    assert waive(unused) == [GAP, ("waiver-unused", unused.element, None)]


def test_an_unused_waiver_that_is_past_its_date_is_both() -> None:
    found = waive(waiver("SOT303", "G1.2", until="2026-01-02"))
    assert [rule for rule, _, _ in found] == ["uncovered-sub-goal", "waiver-expired", "waiver-unused"]


def test_a_waiver_of_an_unknown_rule_is_that_and_not_unused() -> None:
    assert waive(waiver("SOT999", "G1.1")) == [GAP, ("unknown-rule", None, None)]


def test_a_waiver_accepts_every_finding_of_its_rule_on_the_element_and_says_which_one_is_at_fault() -> None:
    twice = (gap(), replace(gap(), place=Place("other")), gap("G1.2"))
    found = apply_waivers(twice, [waiver("SOT303", "G9"), waiver("SOT303", "G1.1")], TODAY, "waivers.yaml")
    assert [each.waived for each in found] == ["later", "later", None, None]
    assert found[3].place == Place("waivers.yaml", ("waivers", 0))


# ---- order -------------------------------------------------------------------------------------------------


def test_findings_stand_in_the_order_of_the_file() -> None:
    def at(line: int, column: int = 1, file: str = "a.yaml", **fields: Any) -> Finding:
        return replace(gap(**fields), location=Location(file, line, column))

    expected = [
        replace(gap(), place=Place("other", ("sub_goals", 9, "id"))),
        gap(),
        replace(gap(), place=Place("plan", ("sub_goals", 2, "id"))),
        replace(gap(), place=Place("plan", ("sub_goals", 10, "id"))),
        at(2),
        at(2, element="G1.2"),
        at(2, rule="only-blanket"),
        at(2, 5),
        at(10),
        at(1, file="b.yaml"),
    ]
    assert sort_findings(expected[::-1]) == expected


def test_every_rule_has_a_code_of_its_own() -> None:
    codes = [Finding.of(slug, Place("plan")).code for slug in rule_slugs()]
    assert codes == sorted(set(codes))
