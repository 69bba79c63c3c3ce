"""`sotetrace export`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sotetrace.cli.completion import complete_export, complete_id
from sotetrace.cli.options import DocumentOption, LanguageOption, ModelOption, TodayOption
from sotetrace.cli.output import (
    EXIT_FINDINGS,
    choose_language,
    emit_page,
    open_project,
    say,
    warn_of_errors,
    words_for,
    write,
)
from sotetrace.errors import UsageError
from sotetrace.messages import Translator

if TYPE_CHECKING:
    from sotetrace.report.exporters import ExporterRow


def export(
    to: Annotated[
        str | None,
        typer.Argument(metavar="FORMAT", help="What to export to.", show_default=False, autocompletion=complete_export),
    ] = None,
    identifier: Annotated[
        str | None,
        typer.Argument(
            metavar="[ID]", help="The element that a picture is about.", show_default="all", autocompletion=complete_id
        ),
    ] = None,
    model: ModelOption = None,
    document: DocumentOption = None,
    output: Annotated[
        str | None,
        typer.Option(
            "-o", "--output", metavar="PATH", help="Write to a file or folder.", show_default="standard output"
        ),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit with 1 when the file or folder is stale.")
    ] = False,
    show_list: Annotated[bool, typer.Option("--list", help="Say what each format is for.")] = False,
    lang: LanguageOption = None,
    today: TodayOption = None,
) -> None:
    """Export a model: summaries to read, a page to explore, a workbook to filter, data for other programs.

    Exit status: 0 written, or fresh with --check; 1 stale; 2 wrong use; 3 the model cannot be read.

    `markdown` is one page, or where --output is a folder (it is one, or ends with / or has no suffix), pages that link
    to one another. Of a workspace with several documents, name one (-d), or a folder: each document is written into it,
    beside the others. Crosswalks come with every document that they join.

    Example: sotetrace export markdown --lang sv -o summary.md
    """
    from sotetrace.report.exporters import EXPORTERS

    if show_list:
        from sotetrace.report.pages.exports import build_exports_page

        emit_page(build_exports_page(EXPORTERS, Translator(choose_language(lang))))
        return
    if to is None or to not in EXPORTERS:
        named = "no format is named" if to is None else f"{to} is no format"
        raise UsageError(f"export: {named}", f"Use one of: {', '.join(EXPORTERS)}. See: sotetrace export --list")
    row = EXPORTERS[to]
    path = Path(output) if output is not None else None
    _refuse(to, row, identifier, path, is_check=check)
    project = open_project(model, lang, today=today, document=document)
    words = words_for(project, lang)
    warn_of_errors(project, words)
    exported = project.export(to, words, identifier, is_folder=is_folder(output))
    if check and path is not None:
        _check(exported, path)
    elif path is None:
        write(str(exported))
    else:
        from sotetrace.store.folders import write_exported

        write_exported(path, exported)


def is_folder(output: str | None) -> bool:
    """Say whether an output names a folder: one that is there, or a name that ends in a slash or has no suffix."""
    if output is None:
        return False
    return Path(output).is_dir() or output.endswith(("/", os.sep)) or not Path(output).suffix


def _refuse(to: str, row: ExporterRow, identifier: str | None, output: Path | None, *, is_check: bool) -> None:
    """Refuse what a format cannot do, before a model is opened."""
    if identifier is not None and not row.takes_element:
        raise UsageError(f"{to}: takes no element", f"Write: sotetrace export {to}")
    if is_check and output is None:
        raise UsageError("--check: needs --output", "Name the file or folder that should be fresh.")
    if row.shape != "text" and output is None:
        raise UsageError(f"{to}: cannot be printed", f"Name the {row.shape} to write: -o PATH")


def _check(exported: object, output: Path) -> None:
    """Compare an export with what is on disk, and say what differs. Raises typer.Exit when anything does."""
    from sotetrace.store.folders import find_stale

    stale = find_stale(output, exported)  # type: ignore[arg-type]
    for name, problem in stale:
        say(f"{name}: {problem}")
    if stale:
        raise typer.Exit(EXIT_FINDINGS)
