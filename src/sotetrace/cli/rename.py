"""`sotetrace rename`."""

from __future__ import annotations

from typing import Annotated

import typer

from sotetrace.cli.completion import complete_id
from sotetrace.cli.options import DocumentOption, LanguageOption, ModelOption
from sotetrace.cli.output import open_project, write


def rename(
    old: Annotated[
        str,
        typer.Argument(metavar="OLD", help="The id it has; DOCUMENT:ID where several.", autocompletion=complete_id),
    ],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The id it gets.")],
    is_dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what would change.", show_default=False)
    ] = False,
    model: ModelOption = None,
    document: DocumentOption = None,
    lang: LanguageOption = None,
) -> None:
    """Give an element another id, with its parts, wherever the files of the workspace refer to it.

    The old id is kept under `formerly`, so that diff and history know the element again. Comments and words that name
    it are listed with it and stay as they are.

    Exit status: 0 written, 2 wrong use or an id that cannot be given, 3 the model cannot be read.

    Example: sotetrace rename M1 M16 --dry-run
    """
    project = open_project(model, lang, may_embed=False, document=document)
    for place in project.rename(old, new, is_dry_run=is_dry_run):
        told = f"{place.old} → {place.new}" if place.new else f"{place.old} is left in words"
        write(f"{place.file}:{place.line}: {told}\n")
