"""`sotetrace export`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from sotetrace.cli.options import Format, LanguageOption, ModelOption
from sotetrace.cli.output import open_project, render, warn_of_errors, words_for, write


class Export(StrEnum):
    """What a model can be exported to."""

    json = "json"
    markdown = "markdown"


def export(
    to: Annotated[
        Export, typer.Argument(metavar="FORMAT", help="json: the whole model; markdown: a one-page summary.")
    ],
    model: ModelOption = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Write to a file, in one step.",
            show_default="standard output",
        ),
    ] = None,
    lang: LanguageOption = None,
) -> None:
    """Export a model: the whole of it as JSON, or a one-page summary as Markdown.

    Example: sotetrace export markdown --lang sv -o summary.md
    """
    project = open_project(model, lang)
    words = words_for(project, lang)
    warn_of_errors(project, words)
    if to is Export.json:
        from sotetrace.report.exporters.json import model_shape
        from sotetrace.report.writers.json import to_json

        text = to_json(model_shape(project.document))
    else:
        from sotetrace.report.pages.summary import build_summary_page

        text = render(build_summary_page(project.graph, project.coverage()[0], words), Format.markdown)
    if output is None:
        write(text)
    else:
        from sotetrace.store.writer import write_text

        write_text(output, text, may_replace=True)
