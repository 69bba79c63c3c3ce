"""What others have, read by its format; and the file that comes of it, laid out, proved to load, and written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sotetrace.errors import SotetraceError, UnreadableError, UsageError
from sotetrace.intake.tables import Table, Tables
from sotetrace.store.documents import load_document
from sotetrace.store.layout import lay_out
from sotetrace.store.readers import list_files, read_bytes, shown
from sotetrace.store.sssom import load_crosswalk
from sotetrace.store.sssom_writer import render_crosswalk
from sotetrace.store.writer import write_text
from sotetrace.store.yaml_rendering import render_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from sotetrace.findings import Finding

TABLE_FORMATS = ("csv", "xlsx", "json-graph")
FORMATS = (*TABLE_FORMATS, "sssom")
"""What `import` reads, by the names that `export` has for the same."""
_PACKAGE = "datapackage.json"
_GUARDED = "=+-@\uff1d\uff0b\uff0d\uff20"


@dataclass(frozen=True, slots=True)
class ImportedCrosswalk:
    """A crosswalk file in canonical form, and what reading it found; `text` is empty when nothing could be read."""

    text: str
    rows: int
    findings: tuple[Finding, ...]


def read_tables(file_format: str, path: Path, *, encoding: str = "", separator: str = "") -> Tables:
    """Read the tables of a file. Raises UsageError for a folder that is no data package, and UnreadableError."""
    if path.is_dir():
        return _read_package(file_format, path)
    name, raw = shown(path), read_bytes(path)
    if not raw:
        raise UnreadableError(f"{name}: is empty", "It needs a row of headings, and rows below it.")
    if file_format == "csv":
        from sotetrace.store.tables_text import read_separated

        return read_separated(name, raw, encoding=encoding, separator=separator)
    if file_format == "xlsx":
        from sotetrace.store.tables_xlsx import read_workbook

        return read_workbook(name, raw)
    from sotetrace.store.tables_json import read_graph

    return read_graph(name, raw)


def _read_package(file_format: str, path: Path) -> Tables:
    """Read the tables of a folder that `export csv` wrote; the guard against formulas is taken away again."""
    from sotetrace.store.tables_text import read_separated

    name = shown(path)
    files = list_files(path) or []
    if file_format != "csv" or _PACKAGE not in {file.name for file in files}:
        raise UsageError(
            f"{name}: is a folder", "Name a file; only a folder that `export csv` wrote is read as a whole."
        )
    tables = []
    for file in [one for one in files if one.suffix == ".csv"]:
        read = read_separated(shown(file), read_bytes(file), encoding="utf-8", separator=",")
        rows = tuple(row._replace(cells=tuple(map(_unguarded, row.cells))) for row in read.tables[0].rows)
        tables.append(Table(file.stem, rows))
    return Tables(name, tuple(tables), read_as=(("format", _PACKAGE),), is_export=True)


def _unguarded(text: str) -> str:
    """Return a cell without the apostrophe that `export csv` puts before what could be a formula."""
    bare = text.lstrip("' \t\n")
    return text[1:] if text.startswith("'") and bare[:1] in _GUARDED and bare else text


def render_document(name: str, data: Mapping[str, Any]) -> tuple[str, tuple[Finding, ...]]:
    """Return a document as the text of its file, in the canonical layout, and what reading it would find."""
    text = lay_out(name, render_yaml(data).encode("utf-8"))
    return text, load_document([(name, text.encode("utf-8"))]).findings


def read_crosswalk(path: Path) -> ImportedCrosswalk:
    """Read a file of mappings (SSSOM/TSV) and return it in canonical form. Raises UnreadableError."""
    raw = read_bytes(path)
    loaded = load_crosswalk(shown(path), raw)
    if loaded.value is None:
        return ImportedCrosswalk("", 0, loaded.findings)
    return ImportedCrosswalk(render_crosswalk(loaded.value), len(loaded.value.mappings), loaded.findings)


def write_import(path: Path, text: str, *, may_replace: bool) -> None:
    """Write what came of an import in one step. Raises SotetraceError when a file is there and may not be replaced."""
    try:
        write_text(path, text, may_replace=may_replace)
    except SotetraceError as error:
        if may_replace or not path.exists():
            raise
        raise SotetraceError(error.message, "Nothing was written; name another place, or add --force.") from error
