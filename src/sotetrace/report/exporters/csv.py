"""CSV: a folder of tables with a `datapackage.json`, a Tabular Data Package of version 1.

https://specs.frictionlessdata.io/tabular-data-package/

Commas, quotes doubled, UTF-8 without a mark, line feeds: what every reader of data takes. Decision record 0014.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from typing import TYPE_CHECKING, Any

from sotetrace.messages import Translator
from sotetrace.report.data.facts import urn_of
from sotetrace.report.inert import inert_json
from sotetrace.report.labels import Labels
from sotetrace.report.pages.coverage import caveat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sotetrace.report.data.tables import DataTable
    from sotetrace.report.exporters import ExportSource

# What a spreadsheet would calculate: https://owasp.org/www-community/attacks/CSV_Injection, with the wide forms of the
# signs. A bare number or share is harmless. The apostrophes are there so that taking the guard away is unambiguous.
_FORMULA = re.compile(r"[\s']*[=+\-@\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"\s*[+-]?[0-9][0-9 .,]*%?\s*")
_GUARD_SAID = (
    "A cell that would begin with one of = + - @ and is no number has an apostrophe before it, so that no "
    "spreadsheet takes it for a formula."
)


def export_csv(source: ExportSource) -> dict[str, str | bytes]:
    """Return the files of the data package, by name."""
    from sotetrace.report.data import tables
    from sotetrace.report.data.mappings import build_mapping_tables

    document = source.document
    built = (
        tables.build_elements(document),
        tables.build_parts(document),
        tables.build_texts(document),
        tables.build_links(document),
        tables.build_pairs(source.graph),
        tables.build_gaps(source.coverage),
        tables.build_waivers(source.waivers),
        tables.build_coverage(source.coverage),
        *build_mapping_tables(source.counterparts),
    )
    files: dict[str, str | bytes] = {f"{table.name}.csv": _to_csv(table) for table in built}
    described = json.dumps(_describe(source, built, files), ensure_ascii=False, indent=2)
    return {"datapackage.json": inert_json(described) + "\n", **files}


def guard(text: str) -> str:
    """Return the text of a cell, with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def _to_csv(table: DataTable) -> str:
    from sotetrace.report.data.tables import value_of

    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(table.columns)
    for row in table.rows:
        writer.writerow([guard(value_of(row.get(name))) for name in table.columns])
    return stream.getvalue()


def _describe(source: ExportSource, tables: Sequence[DataTable], files: dict[str, str | bytes]) -> dict[str, Any]:
    """Return the descriptor, in English as all names in it are.

    A licence in free words is no name of the list that the specification wants, so it stands under a name of ours.
    """
    labels = Labels(source.document, Translator("en"))
    header = source.document.document
    described = {
        "profile": "tabular-data-package",
        "name": re.sub(r"[^a-z0-9._-]+", "-", header.id.lower()).strip("-") or "vision",
        "id": urn_of(header.id),
        "title": (header.title.best(header.original) or ("",))[0],
        "description": f"{caveat(source.coverage, labels)} {_GUARD_SAID}",
        "licence": header.licence,
        "resources": [_resource(table, files[f"{table.name}.csv"]) for table in tables],
    }
    return {name: value for name, value in described.items() if value is not None}


def _resource(table: DataTable, content: str | bytes) -> dict[str, Any]:
    raw = content.encode("utf-8") if isinstance(content, str) else content
    types = dict(table.types)
    schema: dict[str, Any] = {
        "fields": [{"name": name, "type": types.get(name, "string")} for name in table.columns],
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.refers:
        schema["foreignKeys"] = [
            {"fields": column, "reference": {"resource": other, "fields": "id"}} for column, other in table.refers
        ]
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "description": table.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(raw),
        "hash": f"sha256:{hashlib.sha256(raw).hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": schema,
    }
