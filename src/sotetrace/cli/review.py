"""`sotetrace review`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sotetrace.cli.completion import complete_link
from sotetrace.cli.documents import each_page, each_shape
from sotetrace.cli.options import DocumentOption, Format, FormatOption, LanguageOption, ModelOption, TodayOption
from sotetrace.cli.output import emit, open_project, say, warn_of_errors, words_for, write
from sotetrace.errors import UsageError

if TYPE_CHECKING:
    from sotetrace.project import Project
    from sotetrace.report.page import Page
    from sotetrace.report.shapes.review import ReviewShape


def review(
    model: ModelOption = None,
    document: DocumentOption = None,
    sign: Annotated[
        list[str] | None,
        typer.Option(
            "--sign",
            metavar="LINK",
            help="Accept a link, as in M1.a:G2.1.a. May be repeated.",
            show_default=False,
            autocompletion=complete_link,
        ),
    ] = None,
    reject: Annotated[
        list[str] | None,
        typer.Option(
            "--reject",
            metavar="LINK",
            help="Reject a link; it stays, and carries nothing.",
            show_default=False,
            autocompletion=complete_link,
        ),
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAME", help="Who signs or rejects.", show_default=False)
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many entries of the queue to show.")] = 10,
    output_format: FormatOption = Format.terminal,
    lang: LanguageOption = None,
    today: TodayOption = None,
) -> None:
    """Show the inferred links that nobody has signed, the most consequential first; sign or reject them.

    Signing writes reviewer and day into the YAML, in one step, and keeps its comments and order.

    Example: sotetrace review --limit 3
    """
    signed = [(name, "accepted") for name in sign or ()] + [(name, "rejected") for name in reject or ()]
    if bool(signed) != (by is not None):
        raise UsageError(
            "--sign and --reject go with --by", "Write: sotetrace review --sign M1.a:G2.1.a --by 'Aino Virta'"
        )
    project = open_project(model, lang, may_embed=not signed, today=today, document=document)
    words = words_for(project, lang)
    if signed and by is not None:
        _sign(project, signed, by, output_format)
        return
    warn_of_errors(project, words)

    def build_page(one: Project) -> Page:
        from sotetrace.report.pages.review import build_review_page

        return build_review_page(one.review(), one.document, words, limit)

    def build_shape(one: Project) -> ReviewShape:
        from sotetrace.report.exporters.json import review_shape

        return review_shape(one.review())

    emit(output_format, lambda: each_page(project, words, build_page), lambda: each_shape(project, build_shape))


def _sign(project: Project, verdicts: list[tuple[str, str]], by: str, output_format: Format) -> None:
    """Write verdicts, and say which: in JSON as a document, else in a line each about the run."""
    lines = project.sign(verdicts, by)
    if output_format is Format.json:
        from sotetrace.report.exporters.json import verdicts_shape
        from sotetrace.report.writers.json import to_json

        write(to_json(verdicts_shape(verdicts, by.strip(), project.today.isoformat())))
        return
    for line in lines:
        say(line)
