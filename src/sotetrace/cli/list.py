"""`sotetrace list`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from sotetrace.cli.completion import complete_kind, complete_level
from sotetrace.cli.options import Format, FormatOption, LanguageOption, ModelOption
from sotetrace.cli.output import emit, open_project, warn_of_errors, words_for
from sotetrace.errors import UsageError
from sotetrace.model.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.graph import TraceLink
    from sotetrace.model.elements import Element
    from sotetrace.model.kinds import Kind
    from sotetrace.model.links import Link
    from sotetrace.report.page import Page
    from sotetrace.report.shapes import Shape

_KINDS_HELP = ", ".join((*(row.name for row in KINDS), "links", "all"))


def list_(
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help=f"What to list: {_KINDS_HELP}.", autocompletion=complete_kind)
    ],
    model: ModelOption = None,
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
    """List the elements of a kind, or of all kinds, or the links.

    Example: sotetrace list links --type advances --basis inferred --confidence high
    """
    from sotetrace.model.links import Basis, Confidence, LinkType

    has_links, wanted = _kind(kind)
    _one_of("--type", link_type, get_args(LinkType))
    _one_of("--basis", basis, get_args(Basis))
    _one_of("--confidence", confidence, get_args(Confidence))
    if not has_links and (link_type or basis or confidence or reviewed is not None):
        raise UsageError(
            "--type, --basis, --confidence and --reviewed are about links", "Write: sotetrace list links …"
        )
    project = open_project(model, lang)
    words = words_for(project, lang)
    warn_of_errors(project, words)
    document = project.document
    if level is not None and level not in {found.id for found in document.levels}:
        raise UsageError(
            f"--level: no level has the id {level}", f"Use one of: {', '.join(x.id for x in document.levels)}."
        )
    elements: list[Element] = []
    links: list[TraceLink] = []
    if not has_links:
        elements = [
            element
            for element in document.iter_elements(wanted)
            if (level is None or document.level_of(element.id) == level) and _says(element, match)
        ]
    else:
        from sotetrace.graph import iter_links

        links = [
            link
            for link in iter_links(document)
            if (link_type is None or link.type == link_type)
            and (basis is None or link.basis == basis)
            and (confidence is None or link.confidence == confidence)
            and (reviewed is None or (link.basis == "inferred" and _is_reviewed(link) is reviewed))
            and (level is None or document.level_of(link.source) == level)
            and _says(link.link, match)
        ]

    def build_page() -> Page:
        from sotetrace.report.pages.listing import build_elements_page, build_links_page

        if has_links:
            return build_links_page(links, document, words)
        return build_elements_page(elements, document, words)

    def build_shape() -> Shape:
        from sotetrace.report.exporters.json import list_shape

        return list_shape(document, elements, links)

    emit(output_format, build_page, build_shape)


def _is_reviewed(link: TraceLink) -> bool | None:
    """Return whether somebody signed a link or nobody; of a rejected one neither is true."""
    return None if link.is_rejected else link.is_reviewed


def _kind(text: str) -> tuple[bool, Kind | None]:
    """Return whether a word names links, and the kind it names (`measures`, `sub-goal`); `all` names every kind."""
    word = text.strip().casefold().replace("-", "_")
    if word in ("link", "links", "all"):
        return word != "all", None
    for row in KINDS:
        if word in (row.name, row.section):
            return False, row.name
    known = [*(row.name for row in KINDS), "links", "all"]
    import difflib  # only a wrong word needs it

    nearest = difflib.get_close_matches(word, known, n=2)
    meant = f"Did you mean: {', '.join(nearest)}? " if nearest else ""
    raise UsageError(f"there is no kind called {text}", f"{meant}Use one of: {', '.join(known)}.", nearest)


def _says(value: Element | Link | None, words: str | None) -> bool:
    """Say whether words stand anywhere in the texts and quotes of an element or link, whatever their case."""
    if words is None:
        return True
    return value is not None and words.casefold() in " ".join(_strings(value.model_dump(exclude_none=True))).casefold()


@cache
def _keys_of_links() -> frozenset[str]:
    from sotetrace.model.links import LISTED_LINK_TYPES  # slow to import, and help needs none of it

    return frozenset((*LISTED_LINK_TYPES, "id", "to", "where"))


def _strings(data: object) -> Iterator[str]:
    """Yield every text and quote in the data of an element; links have texts of their own."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for key, value in data.items():
            if key not in _keys_of_links():
                yield from _strings(value)
    elif isinstance(data, (list, tuple)):
        for value in data:
            yield from _strings(value)


def _one_of(option: str, value: str | None, known: tuple[str, ...]) -> None:
    if value is not None and value not in known:
        raise UsageError(f"{option}: there is no {value}", f"Use one of: {', '.join(known)}.")
