"""`sotetrace list`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, get_args

import typer

from sotetrace.cli.completion import complete_kind, complete_level
from sotetrace.cli.documents import each_page, each_shape
from sotetrace.cli.matching import says, select_links, select_scopes
from sotetrace.cli.options import AtOption, DocumentOption, Format, FormatOption, LanguageOption, ModelOption
from sotetrace.cli.output import emit, open_project, warn_of_errors, words_for
from sotetrace.errors import UsageError
from sotetrace.model.kinds import KINDS

if TYPE_CHECKING:
    from sotetrace.graph import TraceLink
    from sotetrace.model.document import VisionDocument
    from sotetrace.model.elements import Element
    from sotetrace.model.kinds import Kind
    from sotetrace.project import Project
    from sotetrace.report.page import Page
    from sotetrace.report.shapes.lists import ListShape

_KINDS_HELP = ", ".join((*(row.name for row in KINDS), "scopes", "links", "all"))


def list_(
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help=f"What to list: {_KINDS_HELP}.", autocompletion=complete_kind)
    ],
    model: ModelOption = None,
    document: DocumentOption = None,
    at: AtOption = None,
    level: Annotated[
        str | None,
        typer.Option("--level", metavar="ID", help="Only what stands at a level.", autocompletion=complete_level),
    ] = None,
    link_type: Annotated[
        str | None, typer.Option("--type", metavar="TYPE", help="Only links of a type, as in advances.")
    ] = None,
    basis: Annotated[
        str | None, typer.Option("--basis", metavar="BASIS", help="Only links on a basis, as in inferred.")
    ] = None,
    confidence: Annotated[
        str | None,
        typer.Option("--confidence", metavar="WORD", help="Only inferred links of a confidence: high, medium, low."),
    ] = None,
    reviewed: Annotated[
        bool | None,
        typer.Option(
            "--reviewed/--unreviewed", help="Only inferred links that somebody signed, or nobody.", show_default=False
        ),
    ] = None,
    match: Annotated[
        str | None,
        typer.Option("--match", metavar="WORDS", help="Only what has these words in it.", show_default="everything"),
    ] = None,
    output_format: FormatOption = Format.terminal,
    lang: LanguageOption = None,
) -> None:
    """List the elements of a kind, or of all kinds, the scopes, or the links.

    Example: sotetrace list links --type advances --basis inferred --confidence high
    """
    from sotetrace.model.links import Basis, Confidence, LinkType

    wanted = _kind(kind)
    _one_of("--type", link_type, get_args(LinkType))
    _one_of("--basis", basis, get_args(Basis))
    _one_of("--confidence", confidence, get_args(Confidence))
    if wanted != "links" and (link_type or basis or confidence or reviewed is not None):
        raise UsageError(
            "--type, --basis, --confidence and --reviewed are about links", "Write: sotetrace list links …"
        )
    project = open_project(model, lang, at=at, document=document)
    words = words_for(project, lang)
    warn_of_errors(project, words)
    at_level: str | None = None
    if level is not None:
        project, at_level = _narrow_to_level(project, level)

    def find_links(document: VisionDocument) -> list[TraceLink]:
        return select_links(document, at_level, match, link_type, basis, confidence, reviewed)

    def find_elements(document: VisionDocument) -> list[Element]:
        return [
            element
            for element in document.iter_elements(None if wanted == "links" or wanted == "scopes" else wanted)
            if (at_level is None or document.level_of(element.id) == at_level) and says(element, match)
        ]

    def build_page(one: Project) -> Page:
        from sotetrace.report.pages.listing import build_elements_page, build_links_page, build_scopes_page

        document = one.document
        if wanted == "links":
            return build_links_page(find_links(document), document, words)
        if wanted == "scopes":
            return build_scopes_page(select_scopes(document, at_level, match), document, words)
        return build_elements_page(find_elements(document), document, words)

    def build_shape(one: Project) -> ListShape:
        from sotetrace.report.exporters.json import list_shape

        document = one.document
        if wanted == "links":
            return list_shape(document, links=find_links(document))
        if wanted == "scopes":
            return list_shape(document, scopes=select_scopes(document, at_level, match))
        return list_shape(document, find_elements(document))

    emit(output_format, lambda: each_page(project, words, build_page), lambda: each_shape(project, build_shape))


def _narrow_to_level(project: Project, name: str) -> tuple[Project, str]:
    """Return the project of the document that has a level, and the id of the level in it. Raises UsageError."""
    holder = project.find_holder(
        name, lambda context, wanted: wanted in {level.id for level in context.document.levels}
    )
    if holder is None:
        known = [level.id for document in project.documents for level in document.levels]
        raise UsageError(f"--level: no level has the id {name}", f"Use one of: {', '.join(dict.fromkeys(known))}.")
    context, level = holder
    return (project if len(project.documents) == 1 else project.narrow(context.document.document.id)), level


def _kind(text: str) -> Kind | Literal["links", "scopes"] | None:
    """Return the kind that a word names (`measures`, `sub-goal`), or links or scopes; None of `all`, every kind."""
    word = text.strip().casefold().replace("-", "_")
    if word in ("link", "links"):
        return "links"
    if word in ("scope", "scopes"):
        return "scopes"
    if word == "all":
        return None
    for row in KINDS:
        if word in (row.name, row.section):
            return row.name
    known = [*(row.name for row in KINDS), "scopes", "links", "all"]
    import difflib  # only a wrong word needs it

    nearest = difflib.get_close_matches(word, known, n=2)
    meant = f"Did you mean: {', '.join(nearest)}? " if nearest else ""
    raise UsageError(f"there is no kind called {text}", f"{meant}Use one of: {', '.join(known)}.", nearest)


def _one_of(option: str, value: str | None, known: tuple[str, ...]) -> None:
    if value is not None and value not in known:
        raise UsageError(f"{option}: there is no {value}", f"Use one of: {', '.join(known)}.")
