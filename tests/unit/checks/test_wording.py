"""Checks of evidence, languages, slips, variants and places; and quotes held to their sources."""

from __future__ import annotations

from typing import Any

import pytest

from sotetrace.checks.quotes import VerifyResult, verify_quotes
from sotetrace.findings import Place
from tests.builders import (
    Raw,
    blanket,
    element,
    findings_of,
    goal,
    inferred,
    layout,
    measure,
    scope,
    slugs,
    source_text,
    stated,
    text,
    vision,
)

EVIDENCE = (
    "missing-quote",
    "missing-where",
    "missing-rationale",
    "missing-confidence",
    "missing-author",
    "evidence-of-other-basis",
    "blanket-outside-scope",
)


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        pytest.param({"basis": "stated", "quote": "a"}, [], id="stated"),
        pytest.param({"basis": "stated", "where": "slide"}, ["missing-quote"], id="stated without words"),
        pytest.param({"basis": "layout", "where": "slide"}, [], id="layout"),
        pytest.param({"basis": "layout", "quote": "a"}, ["missing-where"], id="layout without a place"),
        pytest.param({"basis": "blanket"}, ["blanket-outside-scope", "missing-quote"], id="blanket"),
        pytest.param(
            {"basis": "inferred"}, ["missing-author", "missing-confidence", "missing-rationale"], id="inferred"
        ),
        pytest.param(inferred("G1"), [], id="inferred, complete"),
        pytest.param(inferred("G1", reviewed={"by": "A", "date": "2026-01-01"}, quote="a"), [], id="reviewed"),
        pytest.param(
            {**stated("G1"), "confidence": "high", "by": "A", "reviewed": {"by": "A", "date": "2026-01-01"}},
            ["evidence-of-other-basis"] * 3,
            id="stated with what belongs to inference",
        ),
        pytest.param({**stated("G1"), "rationale": text("a")}, [], id="a rationale may stand anywhere"),
    ],
)
def test_evidence(link: Raw, expected: list[str]) -> None:
    document = vision(goals=[goal("G1")], measures=[measure("M1", {"to": "G1", **link})])
    assert slugs(document, *EVIDENCE) == [(rule, "M1") for rule in expected]


def test_evidence_of_a_scope() -> None:
    document = vision(
        goals=[goal("G1")], measures=[measure("M1")], scopes=[scope("X1", ["M1"], {"to": "G1", "basis": "blanket"})]
    )
    (found,) = [f for f in findings_of(document) if f.rule in EVIDENCE]
    assert (found.rule, found.element, found.place) == (
        "missing-quote",
        "X1",
        Place("plan", ("scopes", 0, "advances", 0, "basis")),
    )
    assert dict(found.args) == {"basis": "blanket", "link": "advances", "target": "G1"}


# ---- languages ---------------------------------------------------------------------------------------------


def test_every_language_that_is_promised() -> None:
    half = {"fi": "a", "en": "a"}
    document = vision(
        {"title": half, "summary": half, "note": half, "issuer": half, "languages": ["sv"]},
        goals=[element("G1", title=half, summary=half, note=half)],
        measures=[measure("M1", inferred("G1", rationale=half), parts=[{"id": "M1.a", "title": half}])],
        sources=[{"id": "text", "title": half, "places": [{"id": "slide", "title": half, "starts": "a"}]}],
        scopes=[{"id": "X1", "title": half, "members": ["M1"]}, {"id": "X2", "members": ["M1"]}],
    )
    found = [f for f in findings_of(document) if f.rule == "missing-translation"]
    assert {dict(f.args)["language"] for f in found} == {"sv"}
    assert [(f.element, dict(f.args)["field"]) for f in found] == [
        ("plan", "title"),
        ("plan", "issuer"),
        ("plan", "summary"),
        ("plan", "note"),
        ("G1", "title"),
        ("G1", "summary"),
        ("G1", "note"),
        ("M1.a", "title"),
        ("text", "title"),
        ("slide", "title"),
        ("X1", "title"),
        ("M1", "rationale"),
    ]
    assert found[7].place == Place("plan", ("measures", 0, "parts", 0, "title"), is_key=True)
    assert [each.place.path for each in found[8:11]] == [
        ("sources", 0, "title"),
        ("sources", 0, "places", 0, "title"),
        ("scopes", 0, "title"),
    ]


def test_the_original_is_promised_too_and_others_are_not() -> None:
    assert slugs(vision(goals=[element("G1", title={"en": "a"})]), "missing-translation") == [
        ("missing-translation", "G1")
    ]
    assert slugs(vision(goals=[element("G1", title={"fi": "a"})]), "missing-translation") == []


@pytest.mark.parametrize("sections", [{"goals": ["G1"]}, {"sources": ["G1"]}, {"scopes": ["G1"]}], ids=str)
def test_a_title_in_no_language_is_none(sections: dict[str, list[str]]) -> None:
    more = {"members": ["M1"]} if "scopes" in sections else {}
    whole: Any = {name: [{"id": i, "title": {}, **more} for i in ids] for name, ids in sections.items()}
    document = vision({"original": "sv", "languages": ["fi"]}, **whole)
    found = [f for f in findings_of(document) if f.rule in ("missing-key", "missing-translation")]
    assert [(f.rule, f.element, f.place.path, dict(f.args)) for f in found] == [
        ("missing-key", "G1", (next(iter(sections)), 0, "title"), {"key": "title.sv"})
    ]


def test_a_note_in_no_language_lacks_its_translations() -> None:
    assert slugs(vision(goals=[element("G1", note={})]), "missing-key", "missing-translation") == [
        ("missing-translation", "G1")
    ]


# ---- slips, variants, places -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        pytest.param({"sic": [{"text": "hallinasta"}], "title": {"fi": "Hyvä hallinasta"}}, [], id="in the title"),
        pytest.param({"sic": [{"text": "halli nasta"}], "title": {"fi": "halli\nnasta"}}, [], id="white space apart"),
        pytest.param({"sic": [{"text": "hallinasta"}], "source": {"quote": "hallinasta"}}, [], id="in the quote"),
        pytest.param({"sic": [{"text": "slip"}]}, ["G1"], id="nowhere"),
        pytest.param(
            {
                "sic": [{"text": "slip"}],
                "parts": [{"id": "G1.a", "title": {}, "source": {"quote": "a slip"}}],
            },
            [],
            id="in the quote of a part",
        ),
        pytest.param(
            {"variants": [{"text": "a slip", "where": "slide", "sic": [{"text": "slip"}, {"text": "slop"}]}]},
            ["G1"],
            id="of a variant",
        ),
        pytest.param(
            {
                "parts": [
                    {"id": "G1.a", "title": {"fi": "nimi"}, "source": {"quote": "a slip"}, "sic": [{"text": "slip"}]},
                    {"id": "G1.b", "title": {"fi": "slip"}, "sic": [{"text": "slip"}]},
                ]
            },
            ["G1.b"],
            id="of a part: its title is a label of ours",
        ),
    ],
)
def test_sic(fields: dict[str, Any], found: list[str]) -> None:
    document = vision(goals=[element("G1", **fields)])
    assert [identifier for _, identifier in slugs(document, "sic-matches-nothing")] == found


def test_a_variant_repeats_a_wording_only_at_the_same_place() -> None:
    variants = [
        {"text": "title", "where": "slide"},
        {"text": "title", "where": "cover"},
        {"text": "other", "where": "slide"},
        {"text": "other", "where": "slide"},
    ]
    one = element("G1", title={"fi": "title"}, source={"where": "slide"}, variants=variants)
    found = [f.place.path for f in findings_of(vision(goals=[one])) if f.rule == "redundant-variant"]
    assert found == [("goals", 0, "variants", 0, "text"), ("goals", 0, "variants", 3, "text")]
    without = element("G1", title={"fi": "title"}, variants=variants[:3])
    assert slugs(vision(goals=[without]), "redundant-variant") == []


def test_an_unknown_place_has_a_suggestion() -> None:
    measures = [measure("M1", layout("G1"), {**layout("G1"), "where": "slid"}, {**layout("G1"), "where": "zzz"})]
    document = vision(sources=[source_text("plan", "slide")], goals=[goal("G1")], measures=measures)
    found = [f for f in findings_of(document) if f.rule == "unknown-place"]
    assert [(dict(f.args)["where"], f.suggestion) for f in found] == [("slid", "slide"), ("zzz", None)]


# ---- quotes held to their sources --------------------------------------------------------------------------

TEXT = "KANSI Visio\nPALVELUT hoito paranee, hoito jatkuu\nLOPPU kiitos"
SOURCES = [source_text("deck", "KANSI", "PALVELUT", "LOPPU")]


def verify(*measures: Any, texts: dict[str, str] | None = None, **sections: Any) -> VerifyResult:
    document = vision(**{"sources": SOURCES, "measures": list(measures), **sections})
    return verify_quotes(document, {"deck": TEXT} if texts is None else texts)


def said(result: VerifyResult) -> list[tuple[str, str | None, str | None]]:
    return [(f.rule, f.element, f.suggestion) for f in result.findings]


def ours(identifier: str, *links: Any, **fields: Any) -> Raw:
    """A measure whose title is a label of ours, so that only what is added is looked for."""
    return measure(identifier, *links, title_from="project", **fields)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param({"where": "PALVELUT", "quote": "hoito paranee"}, [], id="there"),
        pytest.param({"quote": "kiitos"}, [], id="anywhere"),
        pytest.param({"where": "PALVELUT"}, [], id="a place without words"),
        pytest.param({"where": "PALVELUT", "quote": "hoito"}, [("quote-ambiguous", "M1", None)], id="twice"),
        pytest.param({"where": "PALVELUT", "quote": "hoito", "occurrence": 2}, [], id="the second"),
        pytest.param({"where": "PALVELUT", "quote": "hoito", "suffix": "jatkuu"}, [], id="by what follows"),
        pytest.param({"where": "PALVELUT", "quote": "hoito", "prefix": "PALVELUT"}, [], id="by what precedes"),
        pytest.param({"where": "KANSI", "quote": "hoito jatkuu"}, [("quote-absent", "M1", "PALVELUT")], id="elsewhere"),
        pytest.param({"where": "KANSI", "quote": "nowhere"}, [("quote-absent", "M1", None)], id="absent"),
        pytest.param({"where": "unknown", "quote": "kiitos"}, [], id="an unknown place is a finding of its own"),
    ],
)
def test_an_anchor(source: Raw, expected: list[tuple[str, str, str | None]]) -> None:
    result = verify(ours("M1", source=source))
    assert said(result) == expected
    assert (result.checked, result.found) == (int("quote" in source), int("quote" in source and not expected))


def test_every_wording_is_looked_for() -> None:
    absent: Any = {"where": "KANSI", "quote": "no"}
    one = ours(
        "M1",
        {"to": "G1", "basis": "stated", **absent},
        source=absent,
        variants=[{"text": "no", "where": "KANSI"}],
        parts=[{"id": "M1.a", "title": {"fi": "nimi"}, "source": absent}, {"id": "M1.b", "title": {"fi": "nimi"}}],
        instruments=[{"kind": "law", **absent}],
    )
    document = vision(
        {"claims": [{"kind": "measure", "count": 1, **absent}]},
        sources=SOURCES,
        goals=[element("G1", title={"fi": "no", "sv": "nej"})],
        measures=[one],
        scopes=[scope("X1", ["M1"], {**blanket("G1"), **absent})],
    )
    result = verify_quotes(document, {"deck": TEXT})
    assert [(f.place.path, f.element) for f in result.findings] == [
        (("document", "claims", 0, "quote"), "plan"),
        (("goals", 0, "title", "fi"), "G1"),
        (("measures", 0, "source", "quote"), "M1"),
        (("measures", 0, "variants", 0, "text"), "M1"),
        (("measures", 0, "parts", 0, "source", "quote"), "M1.a"),
        (("measures", 0, "instruments", 0, "quote"), "M1"),
        (("measures", 0, "advances", 0, "quote"), "M1"),
        (("scopes", 0, "advances", 0, "quote"), "X1"),
    ]
    assert (result.checked, result.found) == (8, 0)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({"title": {"fi": "Visio"}}, [], id="there"),
        pytest.param({"title": {"fi": "Visiot"}}, ["quote-absent"], id="not there"),
        pytest.param({"title": {"fi": "Visiot"}, "title_from": "project"}, [], id="a label of ours"),
        pytest.param({"title": {"fi": "Visio", "en": "Vision"}}, [], id="a translation of ours"),
        pytest.param(
            {"title": {"fi": "Visio", "en": "Vision"}, "title_official": ["en"]}, ["quote-absent"], id="an official one"
        ),
        pytest.param({"title": {"fi": "Visio", "en": "hoito"}, "title_official": ["en"]}, [], id="official, twice"),
        pytest.param({"title": {"fi": "hoito"}}, ["quote-ambiguous"], id="twice, and nothing says which"),
        pytest.param(
            {"title": {"fi": "hoito"}, "source": {"quote": "hoito jatkuu"}}, [], id="twice, and the quote says which"
        ),
        pytest.param({"title": {"fi": "hoito"}, "source": {"where": "KANSI"}}, ["quote-absent"], id="not at its place"),
    ],
)
def test_titles(fields: Raw, expected: list[str]) -> None:
    assert [rule for rule, _, _ in said(verify(element("M1", **fields)))] == expected


def test_a_long_quote_is_shortened_and_its_place_named() -> None:
    (long, short) = verify(
        ours("M1", source={"quote": "x" * 81}), ours("M2", source={"where": "KANSI", "quote": "x" * 80})
    ).findings
    assert (dict(long.args)["words"], dict(long.args)["where"]) == ("x" * 79 + "…", "@anywhere")
    assert (dict(short.args)["words"], dict(short.args)["where"]) == ("x" * 80, "KANSI")


def test_a_place_that_is_lost_is_found_and_its_quotes_are_sought_everywhere() -> None:
    sources = [source_text("deck", "KANSI", "hoito", "LOPPU")]
    result = verify(ours("M1", source={"where": "hoito", "quote": "kiitos"}), sources=sources)
    assert said(result) == [("place-absent", "hoito", None)]
    assert result.findings[0].place == Place("plan", ("sources", 0, "places", 1, "starts"))
    assert (result.checked, result.found) == (1, 1)


def test_a_source_without_a_text_is_named_and_its_quotes_left_alone() -> None:
    sources = [*SOURCES, source_text("report", "Alku")]
    measures = [
        ours("M1", source={"where": "Alku", "quote": "no"}),
        ours("M2", source={"where": "KANSI", "quote": "Visio"}),
        ours("M3", source={"quote": "no"}),
    ]
    result = verify(*measures, sources=sources)
    assert (result.without_text, result.checked, result.found) == (("report",), 2, 1)
    assert said(result) == [("quote-absent", "M3", None)]
    assert verify(*measures, sources=sources, texts={}) == VerifyResult(0, 0, ("deck", "report"), ())


def test_words_are_sought_in_the_source_of_their_place() -> None:
    sources = [*SOURCES, source_text("report", "Alku")]
    texts = {"deck": TEXT, "report": "Alku Visio"}
    in_report = ours("M1", source={"where": "Alku", "quote": "Visio"})
    anywhere = ours("M2", source={"quote": "Visio"})
    result = verify(in_report, anywhere, sources=sources, texts=texts)
    assert said(result) == [("quote-ambiguous", "M2", None)]
    assert dict(result.findings[0].args)["count"] == "2"
