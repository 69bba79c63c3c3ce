"""The summary as a set of pages: links lead somewhere, tables hold, figures are those of `coverage`."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from sotetrace.coverage import READ_TIERS, SOURCE_TIERS
from sotetrace.messages import Translator
from sotetrace.model.text import LANGUAGES, Language
from sotetrace.report.flowchart import MAX_BOXES
from sotetrace.report.pages.coverage import caveat
from tests.cli.runner import VISION, sotetrace
from tests.summary.reading import (
    OUR_HTML,
    anchors_of,
    html_of,
    links_of,
    pictures_of,
    set_of,
    sote2040,
    tables_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.summary.reading import ReadTable

PAGES = {
    *("README.md", "matrix.md", "measures.md", "gaps.md", "others.md", "glossary.md"),
    *(f"level-l{number}.md" for number in range(1, 5)),
    *(f"core-problem-p{number}.md" for number in range(1, 5)),
}
LEVELS = {name: name.removeprefix("level-").removesuffix(".md").upper() for name in PAGES if name.startswith("level")}


def coverage() -> dict[str, Any]:
    done = sotetrace("coverage", "-m", str(VISION), "--format", "json")
    found: dict[str, Any] = json.loads(done.out)["documents"][0]
    return found


def assert_links_lead_somewhere(pages: Mapping[str, str]) -> None:
    anchors = {name: anchors_of(text) for name, text in pages.items()}
    for name, found in anchors.items():
        assert len(found) == len(set(found)), name
    for name, text in pages.items():
        for target in links_of(text):
            page, _, anchor = target.partition("#")
            assert (page or name) in pages, (name, target)
            assert not anchor or anchor in anchors[page or name], (name, target)


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_lead_to_pages_and_anchors_of_the_set(language: Language) -> None:
    pages = set_of(language)
    assert set(pages) == PAGES
    assert_links_lead_somewhere(pages)
    led_to = {target.partition("#")[0] for target in links_of(pages["README.md"])}
    assert PAGES - {"README.md"} <= led_to


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_element_and_claim_is_found_by_a_link(language: Language) -> None:
    anchors = {anchor for text in set_of(language).values() for anchor in anchors_of(text)}
    elements = [e.id for e in sote2040().document.elements.values() if e.kind not in ("level", "core_problem")]
    assert {one.casefold() for one in (*elements, *(scope.id for scope in sote2040().document.scopes))} == anchors


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_no_html_but_anchors(language: Language) -> None:
    for text in set_of(language).values():
        assert all(OUR_HTML.fullmatch(piece) for piece in html_of(text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_are_well_formed(language: Language) -> None:
    """A parser drops cells that are too many and adds those that lack, so the source is counted."""
    for name, text in set_of(language).items():
        lines = [line for line in text.splitlines() if line.startswith("|")]
        tables = tables_of(text)
        assert len(lines) == sum(2 + len(table.rows) for table in tables), name
        widths = [len(re.findall(r"(?<!\\)\|", line)) - 1 for line in lines]
        read = [len(table.head) for table in tables for _ in range(2 + len(table.rows))]
        assert widths == read, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_says_what_it_does_not_show(language: Language) -> None:
    from sotetrace.report.labels import Labels
    from sotetrace.report.renderers.markdown import escape_markdown

    words = Translator(language)
    said = caveat(sote2040().coverage()[0], Labels(sote2040().document, words))
    own = words("set.translated", language=words("language.fi"))
    for name, text in set_of(language).items():
        assert escape_markdown(said) in text, name
        assert (own in text) == (language != "fi"), name


def test_same_model_same_bytes() -> None:
    from tests.summary.reading import export_set

    assert export_set(sote2040(), "sv") == set_of("sv")


# ---- figures -------------------------------------------------------------------------------------------------


def number(cell: str) -> int:
    return 0 if cell == "·" else int(cell)


def rows_under(table: ReadTable, words: Translator) -> dict[str, list[int]]:
    na = words("coverage.not_applicable")
    return {row[0]: [number(cell) for cell in row[1:]] for row in table.rows if row[1] != na}


@pytest.mark.parametrize("language", LANGUAGES)
def test_tiers_are_those_of_coverage(language: Language) -> None:
    words = Translator(language)
    by_source, by_reading = [
        table for table in tables_of(set_of(language)["README.md"]) if table.under == words("coverage.tiers")
    ]
    for table, scale, tiers in ((by_source, "as_source", SOURCE_TIERS), (by_reading, "as_read", READ_TIERS)):
        assert table.head[2:] == tuple(words(f"tier.{tier}") for tier in tiers)
        wanted = [
            [expectation["total"], *(expectation[scale].get(tier, 0) for tier in tiers)]
            for expectation in coverage()["expectations"]
            if expectation["is_applicable"] and not (scale == "as_read" and expectation["is_structural"])
        ]
        assert list(rows_under(table, words).values()) == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_statuses_are_those_of_coverage(language: Language) -> None:
    words = Translator(language)
    found = coverage()
    rolled = {one["id"]: one for one in found["roll_ups"]}
    own = {
        element["id"]: element
        for expectation in found["expectations"]
        if expectation["id"] in ("core_problem", "goal", "sub_goal", "measure")
        for element in expectation["elements"]
    }
    shown: dict[str, tuple[str, ...]] = {}
    for name in LEVELS:
        table = tables_of(set_of(language)[name])[0]
        shown |= {row[0]: row[-3:-1] for row in table.rows}
    assert set(shown) == set(own)
    for identifier, statuses in shown.items():
        status = rolled.get(identifier, own[identifier])
        assert statuses == (words(f"tier.{status['as_source']}"), words(f"tier.{status['as_read']}")), identifier


@pytest.mark.parametrize("language", LANGUAGES)
def test_chains_are_those_of_coverage(language: Language) -> None:
    words = Translator(language)
    for chain in coverage()["chains"]:
        page = set_of(language)[f"core-problem-{chain['id'].casefold()}.md"]
        for scale in ("as_source", "as_read"):
            table = next(table for table in tables_of(page) if table.under == words(f"coverage.{scale}"))
            ids = [table.rows[0][0].split()[0], *(row[2].split()[0] for row in table.rows)]
            assert ids == chain[scale]
            weakest = words(f"tier.{chain[scale + '_strength']}")
            assert f"{words('set.chain_weakest')} {weakest}" in page.replace("*", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_gaps_are_those_of_coverage(language: Language) -> None:
    words = Translator(language)
    [table] = tables_of(set_of(language)["gaps.md"])
    assert table.under == words("coverage.gaps")
    named = [row[0] for row in table.rows]
    missing = [
        gap
        for expectation in coverage()["expectations"]
        if expectation["is_applicable"]
        for element in expectation["elements"]
        for gap in (
            [element["id"]]
            if element["as_source"] == element["as_read"] == "none"
            else [part["id"] for part in element.get("parts", []) if not part["is_served"]]
        )
    ]
    assert named == missing


# ---- pictures and links --------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_picture_says_what_the_table_below_it_says(language: Language) -> None:
    words = Translator(language)
    for name in sorted(PAGES):
        text = set_of(language)[name]
        if not name.startswith(("level", "core")):
            assert pictures_of(text) == []
            continue
        [picture] = pictures_of(text)
        boxes = dict(re.findall(r'^  (n\d+)\["(\S+)', picture, re.MULTILINE))
        assert 0 < len(boxes) <= MAX_BOXES
        arrows = re.findall(r"^  (n\d+) (-->|-\.->)(?:\|\"([^\"]*)\"\|)? (n\d+)$", picture, re.MULTILINE)
        drawn = {(boxes[source], boxes[target], arrow == "-->") for source, arrow, _, target in arrows}
        [table] = [table for table in tables_of(text) if table.under == words("set.picture")]
        told = set()
        for target, _, sources, basis in table.rows:
            is_firm = basis.split(",")[0] in (words("basis.layout"), words("basis.stated"))
            told |= {(source.split()[0], target.split()[0], is_firm) for source in sources.split("; ")}
        assert drawn == told, name
        assert all(label for _, arrow, label, _ in arrows if arrow != "-->"), "an inference without its confidence"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_inference_of_a_measure_is_labelled_and_says_who_reviewed_it(language: Language) -> None:
    words = Translator(language)
    links = [link for _, _, _, link in sote2040().document.iter_links()]
    of_measures = [
        link
        for path, _, _, link in sote2040().document.iter_links()
        if path[0] == "measures" and link.basis == "inferred"
    ]
    assert links
    to_measures = [
        link
        for path, _, kind, link in sote2040().document.iter_links()
        if kind in ("delivers", "needs", "indicates") and link.basis == "inferred"
    ]
    bases = [row[1] for table in tables_of(set_of(language)["measures.md"]) for row in table.rows]
    inferred = [basis for basis in bases if basis.startswith(words("basis.inferred"))]
    assert len(inferred) == len(of_measures) + len(to_measures)
    assert all(basis.endswith(f"; {words('set.nobody')}") for basis in inferred)
    assert all(link.reviewed is None for link in (*of_measures, *to_measures))
