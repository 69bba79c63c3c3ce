"""`sotetrace history`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sotetrace.cli.completion import complete_id
from sotetrace.cli.options import DocumentOption, Format, FormatOption, LanguageOption, ModelOption
from sotetrace.cli.output import choose_language, emit
from sotetrace.cli.past import narrow_past, open_commit, open_newest

if TYPE_CHECKING:
    from sotetrace.project import Project
    from sotetrace.report.page import Page
    from sotetrace.report.shapes.base import Shape
    from sotetrace.store.history import Commit


def history(
    identifier: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="The element, by the id it has now, or had when it went.", autocompletion=complete_id
        ),
    ],
    model: ModelOption = None,
    document: DocumentOption = None,
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
    first, whole = open_newest(commits)
    newest, name = _narrow(whole.narrow(document), identifier)

    def open_state(commit: Commit) -> Project:
        return newest if commit is first else narrow_past(open_commit(commit, whole), newest.chosen, commit)

    found = find_history(commits, name, open_state, lambda old, new: new.diff(old), limit=limit)
    if not found.is_known and not found.has_more:
        newest.find(name)  # raises UsageError with the nearest ids
    words = Translator(choose_language(lang, newest.document.document.original))
    view = HistoryView(found, newest.documents, words, is_oldest_first=is_reversed)

    def build_page() -> Page:
        from sotetrace.report.pages.history import build_history_page

        return build_history_page(view)

    def build_shape() -> Shape:
        from sotetrace.report.json_history import history_shape

        return history_shape(view, newest.chosen if len(whole.documents) > 1 else None)

    emit(output_format, build_page, build_shape)


def _narrow(project: Project, identifier: str) -> tuple[Project, str]:
    """Return the project of the document that an id belongs to, and the id in it; of an id that went, all documents."""
    document, name = project.split_id(identifier)
    if document is None and len(project.documents) > 1:
        scopes = {
            context.document.document.id: {one.id for one in context.document.scopes} for context in project.contexts
        }
        holder = project.find_holder(
            name, lambda context, wanted: wanted in context.paths or wanted in scopes[context.document.document.id]
        )
        document = holder[0].document.document.id if holder is not None else None
    return project.narrow(document), name
