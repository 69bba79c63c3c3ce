"""Laws of import: nothing is lost silently, what is written loads, and order of columns changes nothing."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sotetrace.errors import UsageError
from sotetrace.intake import ImportOptions, ImportResult, Row, Table, Tables, build_document
from sotetrace.intake.words import HEADING_WORDS
from sotetrace.store.imports import render_document

if TYPE_CHECKING:
    from collections.abc import Iterator

OPTIONS = ImportOptions(by="Aino", date=dt.date(2026, 11, 22))
HEADINGS = st.one_of(
    st.sampled_from(sorted(HEADING_WORDS)),
    st.sampled_from(["Title (fi)", "Otsikko (sv)", "G1.1", "G1.2", "M1", "", "advances", "Colour", "Shape"]),
)
SHEETS = st.sampled_from(["Plan", "Tavoitteet", "Measures", "Sub-goals", "Mittarit"])


@st.composite
def tables(draw: st.DrawFn) -> Tables:
    """Return tables in which every cell that is a word is a word of its own, so that each can be looked for."""
    made: list[Table] = []
    token = 0
    for name in draw(st.lists(SHEETS, min_size=1, max_size=2, unique=True)):
        headings = draw(st.lists(HEADINGS, min_size=1, max_size=6))
        rows = [Row(1, tuple(headings))]
        for number in range(2, 2 + draw(st.integers(1, 5))):
            cells: list[str] = []
            for _ in range(draw(st.integers(0, len(headings) + 1))):
                token += 1
                shapes = (
                    "",
                    f"word{token}q",
                    f"G{token}",
                    f"{token}.1",
                    f"first{token}q; second{token}q",
                    "x",
                    "–",
                    "2030",
                )
                cells.append(draw(st.sampled_from(shapes)))
            rows.append(Row(number, tuple(cells)))
        made.append(Table(name, tuple(rows)))
    return Tables("plan.xlsx", tuple(made))


def take(given_tables: Tables) -> ImportResult | None:
    """Import; only tables without a single filled cell are refused."""
    if any(cell for table in given_tables.tables for row in table.rows for cell in row.cells):
        return build_document(given_tables, OPTIONS)
    with pytest.raises(UsageError, match="holds no table"):
        build_document(given_tables, OPTIONS)
    return None


def texts_of(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for entry in value.values():
            yield from texts_of(entry)
    elif isinstance(value, (list, tuple)):
        for entry in value:
            yield from texts_of(entry)
    else:
        yield str(value)


def is_told(result: ImportResult, table: Table, row: Row, column: int) -> bool:
    places = {(remark.table, remark.row, remark.column) for remark in result.remarks}
    return bool(places & {(table.name, row.number, column), (table.name, row.number, 0), (table.name, 0, 0)})


def in_heading(result: ImportResult, table: Table, column: int) -> str:
    return next((role.field for role in result.roles if (role.table, role.column) == (table.name, column)), "")


@given(tables())
def test_every_cell_is_in_the_yaml_or_in_the_report(given_tables: Tables) -> None:
    result = take(given_tables)
    if result is None:
        return
    written = "\n".join(texts_of(result.data))
    for table in given_tables.tables:
        for row in table.rows:
            for column, cell in enumerate(row.cells, start=1):
                if not cell or is_told(result, table, row, column) or _is_heading(result, table, row, column):
                    continue
                for entry in cell.split("; "):
                    assert entry in written or _is_mark(result, table, column, entry), (
                        table.name,
                        row.number,
                        column,
                        cell,
                    )


def _is_heading(result: ImportResult, table: Table, row: Row, column: int) -> bool:
    """The headings are in the report, every one, with what their column was taken for."""
    found = [role.heading for role in result.roles if (role.table, role.column) == (table.name, column)]
    return found == [row.cells[column - 1]]


def _is_mark(result: ImportResult, table: Table, column: int, entry: str) -> bool:
    """A mark of a matrix is a link or a judgement, a gap is a judgement; neither is a word."""
    is_kept = bool(result.counts["links"]) or "judged" in result.data
    return entry in ("x", "–") and is_kept and in_heading(result, table, column) not in ("title", "summary", "note")


@given(tables())
def test_what_is_written_loads_without_a_finding(given_tables: Tables) -> None:
    result = take(given_tables)
    if result is not None:
        _, findings = render_document("plan.yaml", result.data)
        assert findings == ()


@given(st.integers(1, 6), st.integers(1, 6), st.data())
def test_links_are_those_that_the_cells_name(goals: int, measures: int, data: st.DataObject) -> None:
    named = {
        number: data.draw(st.lists(st.integers(1, goals + 1), max_size=4, unique=True))
        for number in range(1, measures + 1)
    }
    rows = [Row(1, ("Id", "Kind", "Title", "Goals"))]
    rows += [Row(1 + n, (f"G{n}", "goal", f"goal {n}", "")) for n in range(1, goals + 1)]
    rows += [
        Row(
            1 + goals + n,
            (
                f"M{n}",
                "measure",
                f"measure {n}",
                data.draw(st.sampled_from(["; ", ", ", "\n"])).join(f"G{g}" for g in ends),
            ),
        )
        for n, ends in named.items()
    ]
    order = data.draw(st.permutations(range(4)))
    turned = tuple(Row(row.number, tuple(row.cells[place] for place in order)) for row in rows)
    result = build_document(Tables("plan.csv", (Table("plan.csv", turned),)), OPTIONS)
    found = {
        entry["id"]: [link["to"] for link in entry.get("advances", ())] for entry in result.data.get("measures", ())
    }
    assert found == {f"M{n}": [f"G{g}" for g in ends if g <= goals] for n, ends in named.items()}
    unknown = [f"G{goals + 1}" for ends in named.values() if goals + 1 in ends]
    assert [remark.detail for remark in result.left] == unknown
