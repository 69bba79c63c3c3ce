"""Checks never raise on a document that validates, however wrong it is, and say the same in any order."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from sotetrace.checks.context import CheckContext
from sotetrace.checks.quotes import verify_quotes
from sotetrace.checks.run import run_checks
from sotetrace.coverage import evaluate_coverage
from sotetrace.findings import sort_findings
from sotetrace.graph import build_graph
from sotetrace.model.document import VisionDocument
from sotetrace.model.kinds import KIND_NAMES, KINDS
from sotetrace.model.links import LINK_TYPES
from tests.builders import raw_vision
from tests.laws.strategies import documents

if TYPE_CHECKING:
    from sotetrace.findings import Finding
    from tests.builders import Raw

_IDS = st.sampled_from(("M1", "m1", "G1", "G1.a", "P1", "М1", "x"))
"""Few, so that they are used twice, for elements of different kinds, for parts, and for nothing at all."""
_SOME_IDS = st.lists(_IDS, max_size=2)
_WORDS = st.sampled_from(("a", "tavoite", "a a"))
_TEXTS = st.sampled_from(({}, {"fi": "a"}, {"sv": "a a", "en": "b"}))
_DATES = st.sampled_from(("2026-01-01", "2027-02-03"))

_ANCHORS = st.fixed_dictionaries(
    {}, optional={"where": _IDS, "quote": _WORDS, "prefix": _WORDS, "suffix": _WORDS, "occurrence": st.integers(1, 3)}
)
_EVIDENCE = {
    "from": _IDS,
    "confidence": st.sampled_from(("high", "low")),
    "sign": st.sampled_from(("positive", "unclear")),
    "by": _WORDS,
    "rationale": _TEXTS,
    "reviewed": st.fixed_dictionaries({"by": _WORDS, "date": _DATES}),
    "where": _IDS,
    "quote": _WORDS,
}
_BASES = st.sampled_from(("stated", "layout", "blanket", "inferred"))
_LINKS = st.lists(st.fixed_dictionaries({"to": _IDS, "basis": _BASES}, optional=_EVIDENCE), max_size=2)
_SICS = st.lists(st.fixed_dictionaries({"text": _WORDS}), max_size=1)
_VARIANTS = st.lists(st.fixed_dictionaries({"text": _WORDS, "where": _IDS}, optional={"sic": _SICS}), max_size=2)
_PARTS = st.lists(
    st.fixed_dictionaries({"id": _IDS, "title": _TEXTS}, optional={"source": _ANCHORS, "sic": _SICS}), max_size=2
)


def _elements(section: str, kind: Any) -> st.SearchStrategy[list[Raw]]:
    must: dict[str, st.SearchStrategy[Any]] = {"id": _IDS, "title": _TEXTS}
    may: dict[str, st.SearchStrategy[Any]] = {
        "summary": _TEXTS,
        "source": _ANCHORS,
        "variants": _VARIANTS,
        "sic": _SICS,
        "parts": _PARTS,
        "draft": st.booleans(),
        "title_from": st.sampled_from(("source", "project")),
        "title_official": st.just(["en"]),
    }
    for row in LINK_TYPES:
        if kind in row.sources and not row.field:
            may[row.name] = _LINKS
    if kind not in ("level", "actor"):
        may["level"] = _IDS
    if kind == "sub_goal":
        must["goal"] = _IDS
    if kind == "statement":
        must["role"] = st.sampled_from(("vision", "claim"))
    if kind == "measure":
        may["instruments"] = st.lists(st.just({"kind": "law", "where": "x", "quote": "a"}), max_size=1)
    return st.lists(st.fixed_dictionaries(must, optional=may), max_size=2)


_MEMBERS = st.lists(_IDS, max_size=2) | st.fixed_dictionaries(
    {}, optional={"kind": st.sampled_from(KIND_NAMES), "level": _IDS}
)
_EXPECTATIONS = st.lists(
    st.fixed_dictionaries(
        {
            "id": _IDS,
            "of": st.sampled_from(KIND_NAMES),
            "link": st.sampled_from([row.name for row in LINK_TYPES]),
            "direction": st.sampled_from(("in", "out")),
            "by": st.lists(st.sampled_from(KIND_NAMES), max_size=2),
            "at_least": st.integers(1, 2),
        }
    ),
    max_size=3,
)
_PLACES = st.fixed_dictionaries({"id": _IDS, "title": _TEXTS, "starts": _WORDS})
_OTHER_SECTIONS = {
    "sources": st.lists(
        st.fixed_dictionaries({"id": _IDS, "title": _TEXTS, "places": st.lists(_PLACES, max_size=2)}), max_size=2
    ),
    "scopes": st.lists(
        st.fixed_dictionaries({"id": _IDS, "members": _MEMBERS}, optional={"advances": _LINKS, "serves": _LINKS}),
        max_size=2,
    ),
    "judged": st.lists(
        st.fixed_dictionaries(
            {
                "measures": _SOME_IDS,
                "sub_goals": _SOME_IDS,
                "by": _WORDS,
                "date": _DATES,
            }
        ),
        max_size=1,
    ),
    "retired": st.lists(
        st.fixed_dictionaries({"id": _IDS, "title": _TEXTS, "replaced_by": st.lists(_IDS, max_size=1)}), max_size=1
    ),
    "expectations": _EXPECTATIONS,
}
_CLAIMS = st.lists(
    st.fixed_dictionaries(
        {"kind": st.sampled_from(KIND_NAMES), "count": st.integers(0, 2)}, optional={"level": _IDS, "where": _IDS}
    ),
    max_size=2,
)
wrong_documents = st.fixed_dictionaries(
    {"format": st.just(1), "document": st.fixed_dictionaries({"id": _IDS, "title": _TEXTS, "claims": _CLAIMS})},
    optional={**{row.section: _elements(row.section, row.name) for row in KINDS}, **_OTHER_SECTIONS},
)


@given(wrong_documents, st.frozensets(_IDS))
def test_checks_never_raise(raw: Raw, left_out: frozenset[str]) -> None:
    found = run_checks(CheckContext(VisionDocument.model_validate(raw), left_out=left_out))
    assert len(set(found)) == len(found), "the same thing is said once"
    for finding in found:
        assert finding.place.document == raw["document"]["id"]
        assert _stands(raw, finding), finding
        assert all(finding.message(language) and finding.remedy(language) for language in ("fi", "sv", "en"))


def _stands(raw: Raw, finding: Finding) -> bool:
    """Whether the place of a finding is there: every key and position, though the last key may be missing."""
    value: Any = raw
    for step in finding.place.path[:-1]:
        value = value[step]
    last = finding.place.path[-1]
    return isinstance(last, str) or last < len(value)


@given(wrong_documents, st.booleans())
def test_coverage_and_quotes_never_raise(raw: Raw, with_inference: bool) -> None:
    document = VisionDocument.model_validate(raw)
    evaluate_coverage(build_graph(document), with_inference=with_inference)
    result = verify_quotes(document, {source.id: "tavoite a a\na" for source in document.sources})
    assert result.found <= result.checked
    assert result.without_text == ()


@given(documents(), st.randoms())
def test_findings_do_not_depend_on_the_order_in_the_document(raw: Raw, random: Any) -> None:
    other = copy.deepcopy(raw)
    for section in other.values():
        if isinstance(section, list):
            random.shuffle(section)

    def said(of: Raw) -> list[tuple[str, str | None, str]]:
        found = run_checks(CheckContext(VisionDocument.model_validate(of)))
        return sorted((f.rule, f.element, f.fingerprint) for f in found)

    assert said(raw) == said(other)


@given(documents(), st.randoms())
def test_findings_of_a_document_have_one_order(raw: Raw, random: Any) -> None:
    found = run_checks(CheckContext(VisionDocument.model_validate(raw)))
    once = sort_findings(found)
    random.shuffle(found)
    assert sort_findings(found) == once


def test_the_smallest_document_is_checked() -> None:
    assert run_checks(CheckContext(VisionDocument.model_validate(raw_vision()))) == []
