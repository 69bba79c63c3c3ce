"""The options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sotetrace.cli.completion import complete_document, complete_format
from sotetrace.report.writers import WRITERS

if TYPE_CHECKING:
    from collections.abc import Sequence


class Format(StrEnum):
    """How a report is written."""

    terminal = "terminal"
    markdown = "markdown"
    json = "json"


FORMAT_NAMES = (*(name.value for name in Format), *WRITERS)
"""The formats of the commands that report standing findings."""
DIFF_FORMATS = (*(name.value for name in Format), "comment", "github")
"""The formats of a comparison; `comment` is what stands in a pull request."""


def formats_option(names: Sequence[str]) -> Any:
    """Return the option `--format NAME[=FILE]` of a command that has these formats."""
    return typer.Option(
        "--format",
        metavar="NAME[=FILE]",
        help=f"How the report is written: {', '.join(names)}; with =FILE, into a file. May be repeated.",
        show_default="terminal",
        autocompletion=complete_format,
    )


class ReportLanguage(StrEnum):
    """The language of a report."""

    fi = "fi"
    sv = "sv"
    en = "en"


class FailLevel(StrEnum):
    """The severity from which findings fail a run."""

    error = "error"
    warning = "warning"
    note = "note"


ModelOption = Annotated[
    Path | None,
    typer.Option(
        "-m",
        "--model",
        metavar="PATH",
        help="The model: a YAML file, a folder of them, or a sotetrace.yaml.",
        show_default="sotetrace.yaml or data/vision.yaml here or above",
    ),
]
DocumentOption = Annotated[
    str | None,
    typer.Option(
        "-d",
        "--document",
        metavar="DOC",
        help="One document of the workspace, by its id.",
        show_default="every document",
        autocompletion=complete_document,
    ),
]
AtOption = Annotated[
    str | None,
    typer.Option(
        "--at",
        metavar="REV",
        help="The model as it stood at a revision, read from git: REV or REV:path.",
        show_default="the files on disk",
    ),
]
LanguageOption = Annotated[
    ReportLanguage | None,
    typer.Option(
        "--lang",
        help="Language of the report.",
        show_default="SOTETRACE_LANG, else the document's original language",
        case_sensitive=False,
    ),
]
FormatOption = Annotated[Format, typer.Option("--format", help="How the report is written.")]
FormatsOption = Annotated[list[str] | None, formats_option(FORMAT_NAMES)]
TodayOption = Annotated[
    str | None,
    typer.Option(
        "--today",
        metavar="YYYY-MM-DD",
        help="The day that counts as today: for waivers, and for signatures.",
        show_default="today",
    ),
]


class BasisName(StrEnum):
    """Why a link is there."""

    stated = "stated"
    layout = "layout"
    blanket = "blanket"
    inferred = "inferred"


class FacetName(StrEnum):
    """By what a matrix tells the links of a sub-goal apart."""

    measure = "measure"
    level = "level"
    actor = "actor"
    instrument = "instrument"
    indicator = "indicator"
    confidence = "confidence"
    reviewed = "reviewed"


class ConfidenceName(StrEnum):
    """How sure an inference is."""

    high = "high"
    medium = "medium"
    low = "low"


BasisOption = Annotated[
    list[BasisName] | None,
    typer.Option("--basis", help="Only links on a basis. May be repeated.", show_default="every basis"),
]
MinConfidenceOption = Annotated[
    ConfidenceName | None,
    typer.Option("--min-confidence", help="Only inferred links of at least this confidence.", show_default="any"),
]
