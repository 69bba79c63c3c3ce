"""`sotetrace new`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sotetrace.cli.completion import Completions, complete_id, complete_level
from sotetrace.cli.options import DocumentOption, LanguageOption, ModelOption
from sotetrace.cli.output import open_project, write
from sotetrace.errors import UsageError
from sotetrace.model.kinds import KIND_NAMES, Kind


def _complete_kind(incomplete: str) -> Completions:
    return [(name, "") for name in KIND_NAMES if name.startswith(incomplete)]


def new(
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help=f"One of: {', '.join(KIND_NAMES)}.", autocompletion=_complete_kind)
    ],
    identifier: Annotated[
        str, typer.Option("--id", metavar="ID", help="Its id.", show_default="the next of its kind")
    ] = "",
    title: Annotated[
        str, typer.Option("--title", metavar="TEXT", help="Its title, in the original language.", show_default=False)
    ] = "",
    level: Annotated[
        str,
        typer.Option(
            "--level", metavar="ID", help="The level it stands at.", show_default=False, autocompletion=complete_level
        ),
    ] = "",
    goal: Annotated[
        str,
        typer.Option(
            "--goal", metavar="ID", help="The goal of a sub-goal.", show_default=False, autocompletion=complete_id
        ),
    ] = "",
    file: Annotated[
        Path | None,
        typer.Option("--file", metavar="FILE", help="Where it goes.", show_default="the file that has its section"),
    ] = None,
    model: ModelOption = None,
    document: DocumentOption = None,
    lang: LanguageOption = None,
) -> None:
    """Begin a new element at the end of the section of its kind, with the next free id.

    What is not known yet stands there as a comment, with TODO in the place of the value.

    Exit status: 0 written, 2 wrong use or an id that cannot be given, 3 the model cannot be read.

    Example: sotetrace new sub_goal --goal G2 --title "Kukaan ei odota turhaan"
    """
    from sotetrace.store.additions import NewElement

    wanted = NewElement(_kind(kind), identifier, title, level, goal)
    given, name, line = open_project(model, lang, may_embed=False, document=document).add(wanted, file)
    write(f"{name}:{line}: {given}\n")


def _kind(word: str) -> Kind:
    for name in KIND_NAMES:
        if name == word.replace("-", "_"):
            return name
    raise UsageError(f"{word} is no kind", f"Use one of: {', '.join(KIND_NAMES)}.")
