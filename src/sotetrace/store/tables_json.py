"""Graphs as node-link JSON, our own or what networkx writes: the nodes are one table, the links another.

https://networkx.org/documentation/stable/reference/readwrite/json_graph.html: `nodes`, and `links` or `edges`, whose
ends are `source` and `target`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sotetrace.errors import UnreadableError
from sotetrace.intake.tables import Row, Table, Tables
from sotetrace.store.tables_text import clean_rows, decode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sotetrace.intake.results import Remark

_OWN = "urn:sotetrace:"
_ENDS = {"source": "from", "target": "to"}


def read_graph(name: str, raw: bytes) -> Tables:
    """Read a graph. Raises UnreadableError when it is none, or too large."""
    data = _parse(name, raw)
    nodes, links = data.get("nodes"), data.get("links", data.get("edges", []))
    if not isinstance(nodes, list) or not isinstance(links, list):
        raise UnreadableError(f"{name}: is no graph", "It needs `nodes`, and `links` or `edges`, each a list.")
    about = data.get("graph")
    is_own = isinstance(about, dict) and str(about.get("urn", "")).startswith(_OWN)
    tables: list[Table] = []
    remarks: list[Remark] = []
    if isinstance(about, dict) and is_own:
        tables.append(_about(about))
    for title, entries in (("nodes", nodes), ("links", links)):
        rows, said = clean_rows(title, _rows(name, title, entries, is_own=is_own))
        tables.append(Table("elements" if is_own and title == "nodes" else title, tuple(rows)))
        remarks += said
    return Tables(name, tuple(tables), tuple(remarks), (("format", "json"),), is_export=is_own)


def _parse(name: str, raw: bytes) -> dict[str, Any]:
    text, _ = decode(name, raw)

    def unique(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            raise ValueError("a key stands twice in one object")
        return found

    try:
        data = json.loads(text, object_pairs_hook=unique)
    except (ValueError, RecursionError) as error:
        problem = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise UnreadableError(f"{name}: is no JSON: {problem}", "See that it is the file you mean.") from None
    if not isinstance(data, dict):
        raise UnreadableError(f"{name}: is no graph", "It needs `nodes`, and `links` or `edges`, each a list.")
    return data


def _rows(name: str, title: str, entries: list[Any], *, is_own: bool) -> list[Row]:
    """Return a row of headings, the keys of all entries, and a row for each entry."""
    for number, entry in enumerate(entries, start=1):
        if not isinstance(entry, dict):
            raise UnreadableError(
                f"{name}: {title}: entry {number} is no object", "Each is an object of keys and values."
            )
    keys = list(dict.fromkeys(key for entry in entries for key in entry))
    heading = tuple(_ENDS.get(key, key) if title == "links" and not is_own else key for key in keys)
    rows = [Row(1, heading)] if keys else []
    return rows + [
        Row(number, tuple(_shown(entry.get(key)) for key in keys)) for number, entry in enumerate(entries, start=2)
    ]


def _shown(value: object) -> str:
    """Return a value as the text of a cell: lists of words joined, anything deeper as JSON."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(entry, (str, int, float)) for entry in value):
        return "; ".join(str(entry) for entry in value)
    return json.dumps(value, ensure_ascii=False)


def _about(about: dict[str, Any]) -> Table:
    """Return what our own graph says of its document, as the texts of a data package."""
    identifier = str(about["urn"]).removeprefix(_OWN)
    rows = [Row(1, ("owner", "field", "language", "text"))]
    for key, text in about.items():
        field, _, language = key.rpartition("_")
        if field:
            rows.append(Row(len(rows) + 1, (identifier, field, language, str(text))))
    return Table("graph", tuple(rows))
