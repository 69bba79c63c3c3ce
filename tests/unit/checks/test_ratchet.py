"""The ratchet: which gaps a baseline lists, and what is said of one that is new or closed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sotetrace.checks.ratchet import find_slips, gaps_of
from sotetrace.findings import Finding, Place
from sotetrace.model.settings import Baseline, KnownGap

UNCOVERED, ORPHAN = "uncovered-sub-goal", "orphan-measure"


def gap(element: str, rule: str = UNCOVERED, **fields: str) -> Finding:
    return replace(Finding.of(rule, Place("plan", ("sub_goals", 0, "id")), element=element), **fields)  # type: ignore[arg-type]


def slips(findings: list[Finding], *listed: KnownGap) -> list[tuple[str, dict[str, str], str | None]]:
    """Return the rule, the named rule and the element of each slip."""
    found = find_slips(findings, Baseline(gaps=listed), "gaps.yaml")
    return [(one.rule, dict(one.args), one.element) for one in found]


# ---- the list --------------------------------------------------------------------------------------------------------


def test_a_baseline_lists_gaps_by_the_code_of_their_rule_and_by_element() -> None:
    findings = [gap("A1", ORPHAN), gap("G1.2"), gap("G1.1"), gap("G1.1", "duplicate-id")]
    assert [(one.rule, one.element) for one in gaps_of(findings)] == [
        (UNCOVERED, "G1.1"),
        (UNCOVERED, "G1.2"),
        (ORPHAN, "A1"),
    ]


def test_a_waived_gap_is_listed_too_and_the_same_gap_only_once() -> None:
    elsewhere = replace(gap("G1.1"), place=Place("plan", ("sub_goals", 7, "id")))
    (listed,) = gaps_of([replace(gap("G1.1"), waived="later"), elsewhere])
    assert listed == KnownGap(fingerprint=gap("G1.1").fingerprint, rule=UNCOVERED, element="G1.1")


def test_of_two_documents_each_has_its_own_gap_under_its_own_name() -> None:
    listed = gaps_of([gap("G1.1", document="town"), gap("G1.1", document="region")])
    assert sorted(str(one.element) for one in listed) == ["region:G1.1", "town:G1.1"]
    assert len({one.fingerprint for one in listed}) == 2


# ---- slips -----------------------------------------------------------------------------------------------------------


def test_nothing_slips_while_the_gaps_are_those_of_the_list() -> None:
    findings = [gap("G1.1"), replace(gap("M1", ORPHAN), waived="later")]
    assert slips(findings, *gaps_of(findings)) == []


@pytest.mark.parametrize(
    ("finding", "is_slip"),
    [
        pytest.param(gap("G1.2"), True, id="a new gap"),
        pytest.param(gap("G1.1", ORPHAN), True, id="another gap of the same element"),
        pytest.param(gap("G1.1", document="town"), True, id="the same gap of another document"),
        pytest.param(gap("G1.2", waived="later"), False, id="a waiver accepts it"),
        pytest.param(gap("G1.2", "duplicate-id"), False, id="no gap"),
    ],
)
def test_what_is_not_listed(finding: Finding, *, is_slip: bool) -> None:
    told = ("gap-not-listed", {"rule": finding.rule}, finding.qualified)
    assert slips([gap("G1.1"), finding], *gaps_of([gap("G1.1")])) == ([told] if is_slip else [])


def test_a_new_gap_is_told_where_it_stands_and_a_closed_one_where_it_is_listed() -> None:
    new, (kept, closed) = gap("G1.3"), gaps_of([gap("G1.1"), gap("G1.2")])
    found = list(find_slips([gap("G1.1"), new], Baseline(gaps=(kept, closed)), "gaps.yaml"))
    assert [(one.rule, one.place) for one in found] == [
        ("gap-not-listed", new.place),
        ("listed-gap-closed", Place("gaps.yaml", ("gaps", 1))),
    ]


def test_a_waived_gap_still_stands_so_its_entry_is_not_stale() -> None:
    assert slips([gap("G1.1", waived="later")], *gaps_of([gap("G1.1")])) == []


@pytest.mark.parametrize(
    ("entry", "named", "element"),
    [
        pytest.param({"rule": UNCOVERED, "element": "G1.1"}, UNCOVERED, "G1.1", id="with rule and element"),
        pytest.param({}, "0123456789abcdef", None, id="by its fingerprint alone"),
    ],
)
def test_a_closed_gap_is_named_as_the_list_names_it(entry: dict[str, str], named: str, element: str | None) -> None:
    listed = KnownGap.model_validate({"fingerprint": "0123456789abcdef", **entry})
    assert slips([], listed) == [("listed-gap-closed", {"rule": named}, element)]
