"""Hostile texts in the set of pages, and documents that have little or much of what pages are made of."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from sotetrace.model.text import LANGUAGES
from sotetrace.report.flowchart import MAX_BOXES
from tests.builders import (
    blanket,
    goal,
    indicator,
    inferred,
    layout,
    level,
    measure,
    problem,
    raw_vision,
    scope,
    statement,
    sub_goal,
    text,
)
from tests.cli.hostile import HARMLESS, HOSTILE, open_model, raw_model
from tests.cli.test_hostile_text import STEERING
from tests.summary.reading import OUR_HTML, export_set, html_of, iter_tokens, links_of, pictures_of, words_of
from tests.summary.test_pages import assert_links_lead_somewhere

if TYPE_CHECKING:
    from collections.abc import Mapping

MERMAID = {
    "syntax": 'x"] --> n1 %% ;\nclick n1 "http://evil.example" _blank\nend subgraph y',
    "directive": "%%{init: {'securityLevel': 'loose'}}%% --- title: z ---",
    "class": ":::removed style n1 fill:red classDef a b @{ shape: circle }",
}
ALL_HOSTILE = {**HOSTILE, **MERMAID}
PICTURE_LINE = re.compile(
    r'flowchart LR|  n\d+\["(?:[\w ,.…–-]|#\d+;)*"\]'
    r'|  n\d+ (?:-->|-\.->)(?:\|"(?:[\w ]|#\d+;)*"\|)? n\d+'
)


@cache
def hostile_set(words: str, language: Any = "en") -> Mapping[str, str]:
    return export_set(open_model(raw_model(lambda: words), words), language)


def structure(markdown: str) -> list[str]:
    """What a page is made of, without the words."""
    return [token.type for token in iter_tokens(markdown) if token.type not in ("text", "inline")]


@pytest.mark.parametrize("name", ALL_HOSTILE)
def test_pages_have_the_structure_of_harmless_ones(name: str) -> None:
    harmless = hostile_set(HARMLESS)
    for page, markdown in hostile_set(ALL_HOSTILE[name]).items():
        assert structure(markdown) == structure(harmless[page]), page
        assert links_of(markdown) == links_of(harmless[page]), page


@pytest.mark.parametrize("name", ALL_HOSTILE)
def test_nothing_hostile_is_obeyed(name: str) -> None:
    for page, markdown in hostile_set(ALL_HOSTILE[name]).items():
        assert not STEERING.search(markdown), page
        assert all(OUR_HTML.fullmatch(piece) for piece in html_of(markdown)), page
        assert not {token.type for token in iter_tokens(markdown)} & {"image", "s_open", "hardbreak", "hr"}
        prose = "".join(token.content for token in iter_tokens(markdown) if token.type == "text")
        assert not re.search(r"@\w|#\d|\bGH-\d", prose), page
        for picture in pictures_of(markdown):
            assert all(PICTURE_LINE.fullmatch(line) for line in picture.splitlines()), picture


def test_words_are_shown_as_they_are() -> None:
    for name in ("html", "table", "ticks", "link", "mention", "emphasis", "braces", "class"):
        page = hostile_set(ALL_HOSTILE[name])["level-l1.md"]
        first = next(token for token in iter_tokens(page) if token.type == "inline")
        assert words_of(first) == f"L1 {ALL_HOSTILE[name]}"


# ---- what a document may lack or have too much of -----------------------------------------------------------------


def pages_of(raw: dict[str, Any], language: Any = "fi") -> Mapping[str, str]:
    pages = export_set(open_model(raw, "reason"), language)
    assert_links_lead_somewhere(pages)
    return pages


def test_document_without_anything() -> None:
    assert set(pages_of(raw_vision())) == {"README.md", "gaps.md", "glossary.md"}


def test_document_without_levels() -> None:
    pages = pages_of(
        raw_vision(
            core_problems=[problem("P1")],
            goals=[goal("G1", layout("P1"))],
            sub_goals=[sub_goal("G1.1", "G1")],
            measures=[measure("M1", inferred("G1.1"))],
        )
    )
    assert {"no-level.md", "core-problem-p1.md", "matrix.md"} <= set(pages)
    assert "no-level.md" in links_of(pages["README.md"])


def test_ids_that_differ_in_case_alone_have_files_and_anchors_of_their_own() -> None:
    raw = raw_vision(levels=[level("L1"), level("l1")], measures=[measure("M1", level="L1"), measure("m1", level="l1")])
    assert {"level-l1.md", "level-l1-2.md"} <= set(pages_of(raw))


def test_id_that_stands_twice_is_found_once() -> None:
    raw = raw_vision(levels=[level("L1")], goals=[goal("G1", level="L1")] * 2, measures=[measure("M1", level="L1")] * 2)
    pages = pages_of(raw)
    assert pages["measures.md"].count("## ") == 1


def test_many_measures_go_on_on_further_pages() -> None:
    raw = raw_vision(measures=[measure(f"M{number}") for number in range(1, 131)])
    pages = pages_of(raw)
    assert {"measures.md", "measures-2.md", "measures-3.md"} <= set(pages)
    assert "measures-3.md#m130" in links_of(pages["measures.md"])


def test_ids_of_other_letters_are_found() -> None:
    raw = raw_vision(levels=[level("Ä1")], goals=[goal("Å1", level="Ä1")], statements=[statement("Ö_1")])
    assert "level-ä1.md" in pages_of(raw)


def test_chain_that_stops_says_where() -> None:
    raw = raw_vision(core_problems=[problem("P1"), problem("P2")], goals=[goal("G1", layout("P1"))])
    pages = pages_of(raw, "en")
    assert "No chain reaches a measure" in pages["core-problem-p1.md"]
    assert pages["core-problem-p1.md"].count("- [`G1`]") == 2  # on both scales


def test_picture_of_much_is_cut_and_says_so() -> None:
    targets = [f"G1.{number}" for number in range(1, 31)]
    raw = raw_vision(
        levels=[level("L1")],
        core_problems=[problem("P1", level="L1")],
        goals=[goal("G1", layout("P1"), level="L1")],
        sub_goals=[sub_goal(one, "G1") for one in targets],
        measures=[
            measure(f"M{n}", *(inferred(one, "low" if n % 2 else "high") for one in targets), level="L1")
            for n in range(30)
        ],
        scopes=[scope("X1", {"kind": "measure"}, blanket("G1"))],
        indicators=[indicator("I1")],
    )
    for name in ("level-l1.md", "core-problem-p1.md"):
        page = pages_of(raw, "en")[name]
        [picture] = pictures_of(page)
        assert len(re.findall(r'^  n\d+\["', picture, re.MULTILINE)) == MAX_BOXES
        assert "Left out of the picture, but in the table: " in page
        assert "Inferences of low confidence are left out of the picture and the table: 450." in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_waiver_is_shown_with_owner_and_last_day(language: str) -> None:
    page = hostile_set("word", language)["gaps.md"]
    assert "| word | word | – | 2030-01-01 |" in page


def test_review_is_shown_with_name_and_day() -> None:
    signed = {**inferred("G1.1"), "reviewed": {"by": "Aino", "date": "2026-01-02", "verdict": "rejected"}}
    raw = raw_vision(goals=[goal("G1")], sub_goals=[sub_goal("G1.1", "G1")], measures=[measure("M1", signed)])
    page = pages_of(raw, "en")["measures.md"]
    assert "inferred, high; read by: project; rejected: Aino, 2026-01-02" in page
    assert "nobody has reviewed" not in page


def test_original_stands_beside_our_own_translation_only() -> None:
    title = {"fi": "alkuperä", "sv": "vår", "en": "the official"}
    header = {"title": text("Plan"), "translations": {"sv": "own", "en": "official"}}
    raw = raw_vision(header, levels=[level("L1", title=title)], measures=[measure("M1", level="L1", title=title)])
    assert "Original (finska): alkuperä" in pages_of(raw, "sv")["level-l1.md"]
    assert "| vår | alkuperä |" in pages_of(raw, "sv")["level-l1.md"]
    assert "alkuperä" not in "".join(pages_of(raw, "en").values())
    assert "Alkuperäinen" not in "".join(pages_of(raw, "fi").values())
