"""`sotetrace import`."""

from __future__ import annotations

import shlex
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sotetrace.cli.completion import complete_field, complete_import
from sotetrace.cli.mapping import ask, take_crosswalk, take_tables
from sotetrace.cli.options import Format, FormatOption, LanguageOption, ReportLanguage
from sotetrace.cli.output import EXIT_FINDINGS, choose_language, emit, render, write
from sotetrace.errors import UsageError

if TYPE_CHECKING:
    from sotetrace.report.page import Page
    from sotetrace.report.pages.imports import ImportView
    from sotetrace.report.shapes.base import Shape


def import_(
    file_format: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT", help="What the file is: csv, xlsx, json-graph or sssom.", autocompletion=complete_import
        ),
    ],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The table, graph or crosswalk to take.")],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="PATH", help="The file to write.", show_default="standard output"),
    ] = None,
    mapping: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="COLUMN=FIELD",
            help="What a column is, by its heading or letter: title:fi, goal, measures, …; ignore leaves it out. "
            "May be repeated.",
            show_default="guessed from the headings",
            autocompletion=complete_field,
        ),
    ] = None,
    sheets: Annotated[
        list[str] | None,
        typer.Option("--sheet", metavar="NAME", help="Only this sheet. May be repeated.", show_default="every sheet"),
    ] = None,
    kinds: Annotated[
        str,
        typer.Option(
            "--kind",
            metavar="KIND[,KIND]…",
            help="The kind of rows that do not say it; several are for the steps of a numbering.",
            show_default="guessed",
        ),
    ] = "",
    identifier: Annotated[
        str, typer.Option("--id", metavar="ID", help="The id of the document.", show_default="the name of the file")
    ] = "",
    title: Annotated[
        str,
        typer.Option(
            "--title", metavar="TEXT", help="The title of the document.", show_default="a line above the headings"
        ),
    ] = "",
    original: Annotated[
        ReportLanguage | None,
        typer.Option(
            "--original", help="The language of texts whose column names none.", show_default="that of the headings"
        ),
    ] = None,
    by: Annotated[
        str,
        typer.Option("--by", metavar="NAME", help="Who judged what marks and gaps say.", show_default="not told"),
    ] = "",
    date: Annotated[
        str | None,
        typer.Option("--date", metavar="YYYY-MM-DD", help="When that was judged.", show_default="not told"),
    ] = None,
    encoding: Annotated[
        str, typer.Option("--encoding", metavar="NAME", help="How a text file is encoded.", show_default="guessed")
    ] = "",
    separator: Annotated[
        str,
        typer.Option(
            "--separator", metavar="CHAR", help="What parts the cells of a text file.", show_default="guessed"
        ),
    ] = "",
    force: Annotated[bool, typer.Option("--force", help="Replace the output when it is there.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing; only report.")] = False,
    output_format: FormatOption = Format.terminal,
    lang: LanguageOption = None,
) -> None:
    """Turn a table of goals and measures into YAML, with an account of every cell that was not taken.

    The report says what each column was taken for, and how to overrule it. Without --output the YAML goes to standard
    output and the report to standard error. Formulas are never calculated, links out of a file never followed.

    Exit status: 0 all taken, 1 something was not, 2 wrong use, 3 the file cannot be read.

    Example: sotetrace import csv measures.csv --dry-run
    """
    from sotetrace.store.imports import FORMATS

    if file_format not in FORMATS:
        raise UsageError(f"import: {file_format} is no format", f"Use one of: {', '.join(FORMATS)}.")
    if separator and len(separator.replace("\\t", "\t")) != 1:
        raise UsageError(f"--separator: {separator} is not one character", r"Write --separator ';', or '\t' for a tab.")
    options = ask(mapping or (), sheets or (), kinds, (identifier, title), original, (by, date))
    if file_format == "sssom":
        view, text = take_crosswalk(file, output)
    else:
        marks = (encoding, separator.replace("\\t", "\t"))
        plain = (("--id", identifier), ("--title", title), ("--kind", kinds), ("--by", by), ("--date", date or ""))
        texts = (
            *plain,
            ("--encoding", encoding),
            ("--separator", separator),
            *(("--sheet", one) for one in sheets or ()),
        )
        said = tuple(f"{name} {shlex.quote(value)}" for name, value in texts if value)
        view, text = take_tables(file_format, file, output, options, marks)
        view = replace(view, said=said)
    is_written = bool(text) and not dry_run
    if is_written and output is not None:
        from sotetrace.store.imports import write_import

        write_import(output, text, may_replace=force)
    _report(view, output_format, lang, is_printed=is_written and output is None)
    if is_written and output is None:
        write(text)
    if view.is_short:
        raise typer.Exit(EXIT_FINDINGS)


def _report(view: ImportView, output_format: Format, lang: ReportLanguage | None, *, is_printed: bool) -> None:
    """Show the report: on standard output, or on standard error when the YAML goes to standard output."""
    import sys

    from sotetrace.messages import Translator

    words = Translator(choose_language(lang, view.language))

    def build_page() -> Page:
        from sotetrace.report.pages.imports import build_import_page

        return build_import_page(view, words)

    def build_shape() -> Shape:
        from sotetrace.report.json_imports import import_shape

        return import_shape(view, words)

    if not is_printed:
        emit(output_format, build_page, build_shape)
    elif output_format is Format.json:
        from sotetrace.report.writers.json import to_json

        sys.stderr.write(to_json(build_shape()))
    else:
        sys.stderr.write(render(build_page(), output_format, sys.stderr))
