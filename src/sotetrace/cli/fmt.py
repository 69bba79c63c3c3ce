"""`sotetrace fmt`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sotetrace.cli.options import DocumentOption, LanguageOption, ModelOption
from sotetrace.cli.output import EXIT_FINDINGS, open_project, write


def fmt(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILE]…", help="What to lay out.", show_default="every file of the workspace"),
    ] = None,
    is_check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail when a file has another layout.", show_default=False)
    ] = False,
    model: ModelOption = None,
    document: DocumentOption = None,
    lang: LanguageOption = None,
) -> None:
    """Lay out YAML files in one way: order of keys and sections, indents, blank lines, line ends.

    Comments stay with what they stand before or behind, texts keep their lines, and what a file says never changes.
    Exit status: 0 laid out, 1 a file has another layout (--check), 2 a file cannot be laid out, 3 it cannot be read.

    Example: sotetrace fmt --check
    """
    from sotetrace.store.layout import files_of, lay_out_files

    if files:
        names = [file.as_posix() for file in files]
    else:
        project = open_project(model, lang, may_embed=False, document=document)
        names = files_of(project.opened, document)
    changed = lay_out_files(names, is_check=is_check)
    told = "has another layout" if is_check else "laid out"
    for name in names:
        write(f"{name}: {told if name in changed else 'unchanged'}\n")
    if changed and is_check:
        raise typer.Exit(EXIT_FINDINGS)
