"""The tables of a data package: what each file of `export csv` holds, column by column, and its rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sotetrace.coverage import build_matrix
from sotetrace.model.text import LANGUAGES
from sotetrace.report.data.facts import JOINT, anchor_facts, element_facts, key_links, link_facts, shown, text_facts
from sotetrace.report.gaps import iter_gaps
from sotetrace.rules import code_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sotetrace.coverage import CoverageResult
    from sotetrace.graph import TraceGraph
    from sotetrace.model.document import VisionDocument
    from sotetrace.model.settings import Waiver

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class DataTable:
    """One table: its name, what it holds, its columns with their types where they are no text, its key, and its rows.

    `refers` are columns that name a row of another table by its id: (column, table).
    """

    name: str
    about: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    types: tuple[tuple[str, str], ...] = ()
    key: tuple[str, ...] = ()
    refers: tuple[tuple[str, str], ...] = ()


_ANCHOR = ("where", "quote", "prefix", "suffix", "occurrence")
_OCCURRENCE = ("occurrence", "integer")


def _in_languages(name: str) -> tuple[str, ...]:
    return tuple(f"{name}_{language}" for language in LANGUAGES)


def build_elements(document: VisionDocument) -> DataTable:
    """Build the table of elements."""
    return DataTable(
        "elements",
        "Elements of the vision, in the order of the chain. Lists are joined with '; '.",
        (
            *("id", "urn", "kind", "level", "goal", "role", "order", "number", "draft"),
            *(*_in_languages("title"), "title_from", *_ANCHOR, "parts", "instruments", "formerly"),
            *("baseline", "target", "unit", "year", "date"),
        ),
        tuple(element_facts(element, document) for element in document.elements.values()),
        (("order", "integer"), ("draft", "boolean"), _OCCURRENCE, ("year", "integer"), ("date", "date")),
        key=("id",),
    )


def build_parts(document: VisionDocument) -> DataTable:
    """Build the table of parts of elements."""
    rows = (
        {
            "id": part.id,
            "element": element.id,
            **text_facts("title", part.title),
            **anchor_facts(part.source),
        }
        for element in document.elements.values()
        for part in element.parts
    )
    return DataTable(
        "parts",
        "Parts of elements whose text joins several claims or actions; the titles are labels of the encoder.",
        ("id", "element", *_in_languages("title"), *_ANCHOR),
        tuple(rows),
        (_OCCURRENCE,),
        key=("id",),
        refers=(("element", "elements"),),
    )


def build_texts(document: VisionDocument) -> DataTable:
    """Build the table of texts: one row a text and language, and one for each other wording of the source."""
    return DataTable(
        "texts",
        "One row a text and language. `owner` is the id of what the text belongs to: the document, a source, a place, "
        "an element, a part or a blanket claim. A `variant` is another wording of the source, at the place `where`. "
        "`standing`: original, own (unofficial translation), official, or source (the source's own name in another "
        "language). Reasons of links stand in links.csv.",
        ("owner", "field", "language", "standing", "where", "text"),
        tuple(_iter_texts(document)),
    )


def _iter_texts(document: VisionDocument) -> Iterator[Row]:
    header = document.document
    for path, owner, text in document.iter_texts():
        field = str(path[-1])
        if field == "rationale":
            continue
        element = document.elements.get(owner)
        official = element.title_official if element is not None and field == "title" else ()
        for language, words in text.items():
            known = "original" if language == header.original else header.translations.get(language, "own")
            standing = "source" if language in official else known
            yield {"owner": owner, "field": field, "language": language, "standing": standing, "text": words}
    for element in document.elements.values():
        for variant in element.variants:
            language = variant.lang or header.original
            yield {"owner": element.id, "field": "variant", "language": language, "standing": "original"} | {
                "where": variant.where,
                "text": variant.text,
            }


def build_links(document: VisionDocument) -> DataTable:
    """Build the table of links, plain fields of structure and every member of a blanket claim included."""
    return DataTable(
        "links",
        "Links. `basis` says why a link is there: stated, layout and blanket are the source's; inferred is somebody's "
        "reading, with `confidence`, `by`, a rationale, and a `verdict` once it was reviewed. `scope` is the blanket "
        "claim that a link was expanded from. `counts` is false for links that coverage does not count: of unclear "
        "sign, or rejected.",
        (
            *("key", "source", "source_part", "type", "target", "target_part", "basis", "confidence", "sign", "counts"),
            *("role", "scope", "by", "reviewed_by", "reviewed_on", "verdict", *_ANCHOR, *_in_languages("rationale")),
        ),
        tuple({"key": key, **link_facts(link)} for key, link in key_links(document)),
        (("counts", "boolean"), ("reviewed_on", "date"), _OCCURRENCE),
        key=("key",),
        refers=(("source", "elements"), ("source_part", "parts"), ("target", "elements"), ("target_part", "parts")),
    )


def build_pairs(graph: TraceGraph) -> DataTable:
    """Build the matrix of measures and sub-goals as a table: one row a pair that is linked or was judged."""
    judged = {(m, s) for one in graph.document.judged for m in one.measures for s in one.sub_goals}
    matrix = build_matrix(graph, "measure")
    cells = matrix.find_cells()
    rows = []
    for measure in matrix.rows:
        for sub_goal in matrix.sub_goals:
            cell, is_judged = cells.get((measure, sub_goal)), (measure, sub_goal) in judged
            if cell is not None or is_judged:
                tier = cell.tier if cell is not None else "none"
                has_unclear = cell is not None and cell.has_unclear
                row = {"measure": measure, "sub_goal": sub_goal, "tier": tier}
                rows.append({**row, "has_unclear": has_unclear, "is_judged": is_judged})
    return DataTable(
        "matrix",
        "Measures against sub-goals: `tier` is the best link of its own, none where a pair was judged and has no "
        "link. A pair that has no row here was not looked at, which is not the same as no.",
        ("measure", "sub_goal", "tier", "has_unclear", "is_judged"),
        tuple(rows),
        (("has_unclear", "boolean"), ("is_judged", "boolean")),
        key=("measure", "sub_goal"),
        refers=(("measure", "elements"), ("sub_goal", "elements")),
    )


def build_gaps(coverage: CoverageResult) -> DataTable:
    """Build the table of gaps, waived ones included."""
    rows = (
        {
            "rule": code_of(gap.rule),
            "name": gap.rule,
            "expectation": gap.expectation,
            "element": gap.element,
            "part": gap.part,
            "waived": gap.waived,
        }
        for gap in iter_gaps(coverage)
    )
    return DataTable(
        "gaps",
        "What has nothing of what is expected: an element, or one of its parts. `waived` is the reason of a waiver.",
        ("rule", "name", "expectation", "element", "part", "waived"),
        tuple(rows),
        refers=(("element", "elements"), ("part", "parts")),
    )


def build_waivers(waivers: Iterable[Waiver]) -> DataTable:
    """Build the table of waivers."""
    columns = ("rule", "element", "reason", "owner", "date", "until")
    rows = tuple({name: getattr(waiver, name) for name in columns} for waiver in waivers)
    about = "Gaps that somebody accepted: why, who answers for it, and until when."
    return DataTable("waivers", about, columns, rows, (("date", "date"), ("until", "date")))


def build_coverage(coverage: CoverageResult) -> DataTable:
    """Build the table of coverage: one row an expectation and element."""
    rows = (
        {
            **{name: getattr(expectation, name) for name in ("of", "is_applicable", "is_structural")},
            **{name: getattr(found, name) for name in ("as_source", "as_read", "as_reviewed", "is_gap", "waived")},
            **{name: JOINT.join(getattr(found, name)) for name in ("by_source", "by_reading", "unserved_parts")},
            "expectation": expectation.id,
            "by": JOINT.join(expectation.by),
            "element": found.id,
            "unjudged": len(found.unjudged),
        }
        for expectation in coverage.expectations
        for found in expectation.elements
    )
    return DataTable(
        "coverage",
        "One row an expectation and element, with both statuses side by side: `as_source` (stated, layout, blanket, "
        "partial, none) and `as_read` (high, medium, low, partial, none), the best inferred link; `as_reviewed` counts "
        "reviewed links only. Of an expectation that is not applicable, or structural, `as_read` says nothing.",
        (
            *("expectation", "of", "by", "is_applicable", "is_structural", "element", "as_source", "as_read"),
            *("as_reviewed", "is_gap", "waived", "by_source", "by_reading", "unserved_parts", "unjudged"),
        ),
        tuple(rows),
        (*((name, "boolean") for name in ("is_applicable", "is_structural", "is_gap")), ("unjudged", "integer")),
        key=("expectation", "element"),
        refers=(("element", "elements"),),
    )


def value_of(value: object) -> str:
    """Return a value as a data package writes it: booleans in lower case, nothing for None."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else shown(str(value))
