"""`sotetrace list`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, get_args

import typer

from sotetrace.cli.completion import complete_kind, complete_level
from sotetrace.cli.matching import says
from sotetrace.cli.options import AtOption, Format, FormatOption, LanguageOption, ModelOption
from sotetrace.cli.output import emit, open_project, warn_of_errors, words_for
from sotetrace.errors import UsageError
from sotetrace.model.kinds import KINDS

if TYPE_CHECKING:
    from sotetrace.graph import TraceLink
    from sotetrace.model.document import Scope, VisionDocument
    from sotetrace.model.elements import Element
    from sotetrace.model.kinds import Kind
    from sotetrace.report.page import Page
    from sotetrace.report.shapes import Shape

_KINDS_HELP = ", ".join((*(row.name for row in KINDS), "scopes", "links", "all"))


def list_(
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help=f"What to list: {_KINDS_HELP}.", autocompletion=complete_kind)
    ],
    model: ModelOption = None,
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
    project = open_project(model, lang, at=at)
    words = words_for(project, lang)
    warn_of_errors(project, words)
    document = project.document
    if level is not None and level not in {found.id for found in document.levels}:
        raise UsageError(
            f"--level: no level has the id {level}", f"Use one of: {', '.join(x.id for x in document.levels)}."
        )
    elements: list[Element] = []
    links: list[TraceLink] = []
    scopes: list[Scope] = []
    if wanted == "links":
        links = _find_links(document, level, match, link_type, basis, confidence, reviewed)
    elif wanted == "scopes":
        scopes = _find_scopes(document, level, match)
    else:
        elements = [
            element
            for element in document.iter_elements(wanted)
            if (level is None or document.level_of(element.id) == level) and says(element, match)
        ]

    def build_page() -> Page:
        from sotetrace.report.pages.listing import build_elements_page, build_links_page, build_scopes_page

        if wanted == "links":
            return build_links_page(links, document, words)
        if wanted == "scopes":
            return build_scopes_page(scopes, document, words)
        return build_elements_page(elements, document, words)

    def build_shape() -> Shape:
        from sotetrace.report.exporters.json import list_shape

        return list_shape(document, elements, links, scopes)

    emit(output_format, build_page, build_shape)


def _find_links(
    document: VisionDocument,
    level: str | None,
    match: str | None,
    link_type: str | None,
    basis: str | None,
    confidence: str | None,
    reviewed: bool | None,
) -> list[TraceLink]:
    from sotetrace.graph import iter_links

    return [
        link
        for link in iter_links(document)
        if (link_type is None or link.type == link_type)
        and (basis is None or link.basis == basis)
        and (confidence is None or link.confidence == confidence)
        and (reviewed is None or (link.basis == "inferred" and _is_reviewed(link) is reviewed))
        and (level is None or document.level_of(link.source) == level)
        and says(link.link, match)
    ]


def _find_scopes(document: VisionDocument, level: str | None, match: str | None) -> list[Scope]:
    """Return the scopes with words in them that speak of something at a level."""
    from sotetrace.graph import members_of

    return [
        scope
        for scope in document.scopes
        if (level is None or any(document.level_of(member) == level for member in members_of(document, scope)))
        and (says(scope, match) or any(says(link, match) for link in (*scope.advances, *scope.serves)))
    ]


def _is_reviewed(link: TraceLink) -> bool | None:
    """Return whether somebody signed a link or nobody; of a rejected one neither is true."""
    return None if link.is_rejected else link.is_reviewed


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
