"""The options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How a report is written."""

    terminal = "terminal"
    markdown = "markdown"
    json = "json"


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
