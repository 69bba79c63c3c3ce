"""`sotetrace verify`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sotetrace.cli.options import DocumentOption, Format, FormatOption, LanguageOption, ModelOption
from sotetrace.cli.output import EXIT_FINDINGS, emit, open_project, warn_of_errors, words_for
from sotetrace.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sotetrace.report.page import Page
    from sotetrace.report.shapes.base import Shape


def verify(
    text: Annotated[
        list[str] | None,
        typer.Option(
            "--text",
            metavar="ID=FILE",
            help="The text of a source, by the id of the source. May be repeated.",
            show_default="the texts of sotetrace.yaml",
        ),
    ] = None,
    model: ModelOption = None,
    document: DocumentOption = None,
    output_format: FormatOption = Format.terminal,
    lang: LanguageOption = None,
) -> None:
    """Hold every quote, title and variant to the source text; report what is absent or ambiguous.

    White space, hyphens, letter-spacing and bullets do not count. Exit status: 0 all found, 1 something was not, or
    nothing could be looked for, 2 wrong use, 3 a file cannot be read.

    Example: sotetrace verify --text sote2040=source.txt
    """
    project = open_project(model, lang, document=document)
    words = words_for(project, lang)
    warn_of_errors(project, words)
    result = project.verify(_texts(text or []))

    def build_page() -> Page:
        from sotetrace.report.pages.verify import build_verify_page

        return build_verify_page(result, words)

    def build_shape() -> Shape:
        from sotetrace.report.writers.json import verify_shape

        return verify_shape(result, words)

    emit(output_format, build_page, build_shape)
    if result.findings or result.without_text or not result.checked:
        raise typer.Exit(EXIT_FINDINGS)


def _texts(pairs: Sequence[str]) -> dict[str, str]:
    texts = {}
    for pair in pairs:
        name, separator, file = pair.partition("=")
        if not separator or not name or not file:
            raise UsageError(f"--text: {pair} is not ID=FILE", "Write it as --text sote2040=source.txt.")
        texts[name] = file
    return texts
