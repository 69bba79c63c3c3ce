"""What a file of waivers does in a workspace of several documents, and to accepted changes."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from sotetrace.findings import Finding, Place, apply_waivers
from sotetrace.findings.select import find_acceptance_faults, named_by, waivers_of
from sotetrace.model.settings import Acceptance
from tests.builders import waiver

TODAY = dt.date(2026, 6, 1)
IDS = {"town": {"G1", "G1.1", "M1"}, "region": {"G1", "G2"}}
"""The ids of two documents: both have a G1."""
RULE = "uncovered-sub-goal"


def gap(document: str, element: str) -> Finding:
    return Finding.of(RULE, Place(document, ("sub_goals", 0, "id")), element=element)


# ---- waivers of several documents --------------------------------------------------------------------------


def accepted(name: str, *findings: Finding) -> tuple[list[str], list[str]]:
    """Return the gaps that a waiver of an element accepts, and the rules of what is wrong with the waiver."""
    found = apply_waivers(findings, [waiver(RULE, name)], TODAY, "waivers.yaml", IDS)
    gaps, faults = found[: len(findings)], found[len(findings) :]
    return [f"{one.place.document}:{one.element}" for one in gaps if one.waived], [one.rule for one in faults]


@pytest.mark.parametrize(
    ("name", "waived", "faults"),
    [
        pytest.param("G1.1", ["town:G1.1"], [], id="only one document has it"),
        pytest.param("G1", [], ["ambiguous-element"], id="two documents have it"),
        pytest.param("region:G1", ["region:G1"], [], id="the document is named"),
        pytest.param("town:G2", [], ["waiver-unused"], id="the named document does not have it"),
        pytest.param("state:G1", [], ["waiver-unused"], id="no such document"),
        pytest.param("G9", [], ["waiver-unused"], id="no document has it"),
    ],
)
def test_a_waiver_is_about_the_element_of_one_document(name: str, waived: list[str], faults: list[str]) -> None:
    findings = (gap("town", "G1"), gap("town", "G1.1"), gap("region", "G1"), gap("region", "G2"))
    assert accepted(name, *findings) == (waived, faults)


def test_an_ambiguous_waiver_says_which_elements_it_could_mean() -> None:
    found = apply_waivers([], [waiver(RULE, "G2"), waiver(RULE, "G1")], TODAY, "waivers.yaml", IDS)
    fault = found[1]
    assert (fault.rule, fault.element, fault.args) == (
        "ambiguous-element",
        "G1",
        (("choices", "town:G1, region:G1"),),
    )
    assert fault.place == Place("waivers.yaml", ("waivers", 1, "element"))


@pytest.mark.parametrize("name", ["M1", "town:M1", "G2", "region:G2"])
def test_a_finding_about_a_mapping_is_accepted_by_either_end(name: str) -> None:
    joined = replace(gap("x.sssom.tsv", "M1"), ends=("town:M1", "region:G2"))
    (found,) = apply_waivers([joined], [waiver(RULE, name)], TODAY, "waivers.yaml", IDS)
    assert found.waived == "later"


def test_the_waivers_of_a_document_have_the_ids_that_it_has() -> None:
    every = [waiver(RULE, name) for name in ("town:G1", "G1.1", "G2", "G1", "G9")]
    assert waivers_of("town", every, IDS) == ((every[0], "G1"), (every[1], "G1.1"), (every[4], "G9"))
    assert waivers_of("region", every, IDS) == ((every[2], "G2"), (every[4], "G9"))


# ---- accepted changes --------------------------------------------------------------------------------------


def acceptance(**fields: Any) -> Acceptance:
    """An accepted change that is complete and holds until the end of 2027; a field given as None is left out."""
    whole = {"fingerprint": "0123456789abcdef", "reason": "agreed", "owner": "board", "date": "2026-01-01"}
    given = {**whole, "until": "2027-12-31", **fields}
    return Acceptance.model_validate({key: value for key, value in given.items() if value is not None})


def faults_of(**fields: Any) -> list[Finding]:
    """Find what is wrong with an accepted change that stands second in its file, after one without a fault."""
    return find_acceptance_faults([acceptance(), acceptance(**fields)], TODAY, "waivers.yaml", IDS)


@pytest.mark.parametrize(
    ("fields", "rules"),
    [
        pytest.param({}, [], id="complete"),
        pytest.param({"until": "2026-06-01"}, [], id="its last day"),
        pytest.param({"until": "2026-05-31"}, ["waiver-expired"], id="the day after"),
        pytest.param({"reason": None, "owner": None}, ["incomplete-waiver"], id="incomplete"),
        pytest.param({"date": None, "until": "2026-05-31"}, ["incomplete-waiver", "waiver-expired"], id="both"),
        pytest.param({"elements": ["town:G1", "G2", "G9"]}, [], id="elements of one document each"),
        pytest.param({"elements": ["G2", "G1"]}, ["ambiguous-element"], id="an element of two documents"),
    ],
)
def test_faults_of_an_accepted_change(fields: dict[str, Any], rules: list[str]) -> None:
    assert [one.rule for one in faults_of(**fields)] == rules


def test_a_fault_of_an_accepted_change_stands_where_the_change_does() -> None:
    incomplete, ambiguous = faults_of(owner=None, until=None, elements=["G2", "G1"])
    assert (incomplete.place, dict(incomplete.args)["missing"]) == (
        Place("waivers.yaml", ("changes", 1)),
        "owner, until",
    )
    assert ambiguous.place == Place("waivers.yaml", ("changes", 1, "elements", 1))
    assert dict(ambiguous.args)["choices"] == "town:G1, region:G1"


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"rule": "level-changed", "elements": ["M1", "G2"]}, ("level-changed", "M1, G2")),
        ({"rule": "level-changed"}, ("level-changed", "0123456789abcdef")),
        ({}, ("0123456789abcdef", "0123456789abcdef")),
    ],
    ids=["by rule and elements", "by rule", "by its fingerprint alone"],
)
def test_an_accepted_change_is_named_by_what_it_says_of_itself(fields: dict[str, Any], named: tuple[str, str]) -> None:
    assert named_by(acceptance(**fields)) == named
