"""`sotetrace history`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sotetrace.cli.completion import complete_id
from sotetrace.cli.options import Format, FormatOption, LanguageOption, ModelOption
from sotetrace.cli.output import choose_language, emit
from sotetrace.cli.past import open_commit, open_newest

if TYPE_CHECKING:
    from sotetrace.project import Project
    from sotetrace.report.page import Page
    from sotetrace.report.shapes import Shape
    from sotetrace.store.history import Commit


def history(
    identifier: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="The element, by the id it has now, or had when it went.", autocompletion=complete_id
        ),
    ],
    model: ModelOption = None,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="How many commits to show, the newest.", show_default="all")
    ] = None,
    is_reversed: Annotated[bool, typer.Option("--reverse", help="The oldest first.")] = False,
    output_format: FormatOption = Format.terminal,
    lang: LanguageOption = None,
) -> None:
    """Tell how one element came to be what it is: the commits that changed it or its links, and what they changed.

    Former ids (formerly) and moved files are followed, along the first parents of HEAD. A commit whose model cannot be
    read is named and passed over.

    Exit status: 0 told, 2 wrong use, 3 there is no repository or no model.

    Example: sotetrace history M1 --limit 3
    """
    from sotetrace.history import find_history
    from sotetrace.messages import Translator
    from sotetrace.report.pages.history import HistoryView
    from sotetrace.store.history import iter_commits

    commits = list(iter_commits(model=model, start=Path.cwd()))
    first, newest = open_newest(commits)

    def open_state(commit: Commit) -> Project:
        return newest if commit is first else open_commit(commit, newest)

    found = find_history(commits, identifier, open_state, lambda old, new: new.diff(old), limit=limit)
    if not found.is_known and not found.has_more:
        newest.find(identifier)  # raises UsageError with the nearest ids
    words = Translator(choose_language(lang, newest.document.document.original))
    view = HistoryView(found, newest.documents, words, is_oldest_first=is_reversed)

    def build_page() -> Page:
        from sotetrace.report.pages.history import build_history_page

        return build_history_page(view)

    def build_shape() -> Shape:
        from sotetrace.report.json_history import history_shape

        return history_shape(view)

    emit(output_format, build_page, build_shape)
