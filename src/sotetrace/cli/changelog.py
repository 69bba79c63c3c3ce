"""`sotetrace changelog`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sotetrace.cli.options import DocumentOption, Format, FormatOption, LanguageOption, ModelOption
from sotetrace.cli.output import emit
from sotetrace.cli.sides import open_sides, words_of

if TYPE_CHECKING:
    from sotetrace.report.page import Page
    from sotetrace.report.shapes.base import Shape


def changelog(
    old: Annotated[
        str,
        typer.Argument(
            metavar="OLD",
            help="The old side: a path, a revision, REV:path, or - for standard input; A...B names both sides.",
        ),
    ],
    new: Annotated[
        str | None, typer.Argument(metavar="[NEW]", help="The new side.", show_default="the files on disk")
    ] = None,
    model: ModelOption = None,
    document: DocumentOption = None,
    output_format: FormatOption = Format.terminal,
    lang: LanguageOption = None,
) -> None:
    """Tell what changed in meaning between two states, by level, ready to publish; nothing when nothing did.

    Changes of wording only, and what concerns the keeping of the model, are left out.

    Exit status: 0 compared, 2 wrong use, 3 a side cannot be read.

    Example: sotetrace changelog v1.0 v1.1 --lang sv
    """
    from sotetrace.report.pages.diff import DiffView

    names = [old] if new is None else [old, new]
    before, after, former, current = open_sides(names, model=model, lang=lang, document=document)
    words = words_of(lang, current)
    view = DiffView(current.diff(former), words, before.label, after.label)

    def build_page() -> Page:
        from sotetrace.report.pages.changelog import build_changelog_page

        return build_changelog_page(view)

    def build_shape() -> Shape:
        from sotetrace.report.json_history import changelog_shape

        return changelog_shape(view, (before.sha, after.sha))

    if output_format is Format.json or build_page().blocks:
        emit(output_format, build_page, build_shape)
