"""Fingerprints name what a finding says and nothing else; the order of findings is total and stable."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sotetrace.findings import Finding, Location, Place, Severity, sort_findings
from sotetrace.rules import rule_slugs

_WORDS = st.text('abÅ ,:"\\', max_size=4)
_PATHS = st.lists(st.sampled_from(("measures", "goals", "to")) | st.integers(0, 11), max_size=3).map(tuple)
_PLACES = st.builds(Place, st.sampled_from(("plan", "other")), _PATHS)
_LOCATIONS = st.none() | st.builds(
    Location, st.sampled_from(("a.yaml", "b.yaml")), st.integers(1, 2), st.integers(1, 2)
)
_ARGS = st.dictionaries(st.sampled_from(("link", "target", "where")), _WORDS, max_size=3)


@st.composite
def findings(draw: Any) -> Finding:
    rule = draw(st.sampled_from(rule_slugs()[:4]))
    return replace(
        Finding.of(rule, draw(_PLACES), element=draw(st.none() | _WORDS), **draw(_ARGS)), location=draw(_LOCATIONS)
    )


@given(findings(), _PLACES, _LOCATIONS, st.sampled_from(Severity), st.none() | _WORDS)
def test_a_fingerprint_ignores_place_severity_and_waiver(
    finding: Finding, place: Place, location: Location | None, severity: Severity, words: str | None
) -> None:
    moved = replace(
        finding, place=place, related=(place,), location=location, severity=severity, suggestion=words, waived=words
    )
    assert moved.fingerprint == finding.fingerprint


@given(st.dictionaries(st.sampled_from(("link", "target", "where")), _WORDS), st.randoms())
def test_a_fingerprint_ignores_the_order_of_arguments(args: dict[str, str], random: Any) -> None:
    names = list(args)
    random.shuffle(names)
    shuffled = {name: args[name] for name in names}
    place = Place("plan")
    one: Any = Finding.of
    assert one("self-link", place, **args).fingerprint == one("self-link", place, **shuffled).fingerprint


@given(findings(), findings())
def test_fingerprints_differ_when_rule_element_or_arguments_do(one: Finding, other: Finding) -> None:
    same = (one.rule, one.element, one.args) == (other.rule, other.element, other.args)
    assert (one.fingerprint == other.fingerprint) == same


@given(st.lists(findings(), max_size=6), st.randoms())
def test_the_order_does_not_depend_on_how_they_were_found(found: list[Finding], random: Any) -> None:
    once = sort_findings(found)
    assert sort_findings(once) == once
    random.shuffle(found)
    assert sort_findings(found) == once


@given(st.lists(findings().filter(lambda finding: finding.location is not None), max_size=6))
def test_findings_stand_in_the_order_of_the_files(found: list[Finding]) -> None:
    at = [(f.location.file, f.location.line, f.location.column, f.code) for f in sort_findings(found) if f.location]
    assert at == sorted(at)
