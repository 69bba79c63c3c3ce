"""What the caller of `import` says of a table (columns, kinds, header, who judged), and what comes of the file."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sotetrace.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sotetrace.cli.options import ReportLanguage
    from sotetrace.intake import ImportOptions
    from sotetrace.model.kinds import Kind
    from sotetrace.report.pages.imports import ImportView


def ask(
    columns: Sequence[str],
    sheets: Sequence[str],
    kinds: str,
    header: tuple[str, str],
    original: ReportLanguage | None,
    judge: tuple[str, str | None],
) -> ImportOptions:
    """Return the options of an import; `header` is an id and a title, `judge` a name and a day.

    Raises UsageError for what is no mapping, kind, id or day.
    """
    from sotetrace.intake import ImportOptions
    from sotetrace.intake.cells import make_id

    identifier, title = header
    by, day = judge
    if identifier and make_id(identifier) != identifier:
        hint = "An id is a letter or digit, then letters, digits, `.`, `-` and `_`, at most 64 characters."
        raise UsageError(f"--id: {identifier} is no id", hint)
    return ImportOptions(
        mapping=tuple(_pair(text) for text in columns),
        id=identifier,
        title=title.strip(),
        original=original.value if original is not None else None,
        kinds=tuple(_kind(word.strip()) for word in kinds.split(",") if word.strip()),
        sheets=tuple(sheets),
        by=by.strip(),
        date=_day(day),
    )


def _pair(text: str) -> tuple[str, str]:
    column, separator, field = text.rpartition("=")
    if not separator or not column.strip() or not field.strip():
        raise UsageError(f"--map: {text} is no COLUMN=FIELD", "Write it as: --map 'Tavoite=goal'")
    return column.strip(), field.strip()


def _kind(word: str) -> Kind:
    from sotetrace.model.kinds import KIND_NAMES

    for name in KIND_NAMES:
        if name == word.replace("-", "_"):
            return name
    raise UsageError(f"--kind: {word} is no kind", f"Use one of: {', '.join(KIND_NAMES)}.")


def _day(text: str | None) -> dt.date | None:
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"--date: {text} is no date", "Write it as 2026-01-31.") from error


def take_tables(
    file_format: str, file: Path, output: Path | None, options: ImportOptions, marks: tuple[str, str]
) -> tuple[ImportView, str]:
    """Return the report on an import of tables, and the YAML; no element, no YAML.

    `marks` are the encoding and the separator of a text file, as the caller says them. Raises UsageError and
    UnreadableError.
    """
    from sotetrace.intake import build_document
    from sotetrace.report.pages.imports import ImportView
    from sotetrace.store.imports import read_tables, render_document

    result = build_document(read_tables(file_format, file, encoding=marks[0], separator=marks[1]), options)
    name = output.as_posix() if output is not None else f"{result.data['document']['id']}.yaml"
    text, findings = render_document(name, result.data)
    view = ImportView(file_format, result, name, findings, is_named=output is not None)
    return view, text if view.has_elements else ""


def take_crosswalk(file: Path, output: Path | None) -> tuple[ImportView, str]:
    """Return the report on a crosswalk, and its canonical form. Raises UnreadableError."""
    from sotetrace.intake import ImportResult
    from sotetrace.report.pages.imports import ImportView
    from sotetrace.store.imports import read_crosswalk

    read = read_crosswalk(file)
    result = ImportResult(file.as_posix(), {}, {"mappings": read.rows}, read.rows, read.rows)
    name = output.as_posix() if output is not None else file.name
    return ImportView("sssom", result, name, read.findings, is_named=output is not None), read.text
