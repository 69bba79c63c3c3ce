"""Tables in few words, and what comes of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sotetrace.intake import ImportOptions, ImportResult, Row, Table, Tables, build_document
from sotetrace.store.imports import render_document

JUDGE = ImportOptions(by="Aino Virta", date=dt.date(2026, 11, 22))


def table(text: str, name: str = "plan.csv", merged: dict[tuple[int, int], int] | None = None) -> Table:
    """Return a table of lines whose cells are parted by bars."""
    lines = text.strip("\n").split("\n")
    rows = (Row(number, tuple(cell.strip() for cell in line.split("|"))) for number, line in enumerate(lines, start=1))
    return Table(name, tuple(rows), merged or {})


def take(*tables: Table | str, options: ImportOptions | None = None) -> ImportResult:
    """Import tables; what comes of them must load without a finding."""
    given = tuple(table(one) if isinstance(one, str) else one for one in tables)
    result = build_document(Tables("folder/plan.csv", given), options or ImportOptions())
    _, findings = render_document("plan.yaml", result.data)
    assert findings == ()
    return result


def titles(result: ImportResult, section: str) -> dict[str, Any]:
    """Return the titles of a section by id; one in a single language as bare text."""
    found = {entry["id"]: entry["title"] for entry in result.data.get(section, ())}
    return {key: next(iter(title.values())) if len(title) == 1 else title for key, title in found.items()}


def links(result: ImportResult) -> list[str]:
    """Return all links in short: `M1 advances G1 (layout)`."""
    return [
        f"{entry['id']} {name} {link['to']} ({link.get('confidence', link['basis'])})"
        for section in ("goals", "sub_goals", "measures", "indicators", "milestones", "trends")
        for entry in result.data.get(section, ())
        for name, value in entry.items()
        if isinstance(value, list) and value and isinstance(value[0], dict) and "to" in value[0]
        for link in value
    ]


def left(result: ImportResult) -> list[tuple[str, int, int]]:
    """Return what was left: reason, row and column."""
    return [(remark.reason, remark.row, remark.column) for remark in result.left]


def told(result: ImportResult) -> list[tuple[str, int, int]]:
    """Return what was told of what was taken."""
    return [(remark.reason, remark.row, remark.column) for remark in result.told]
