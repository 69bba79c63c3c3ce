"""Which elements, links and scopes `list` lists: of a level, a basis or a verdict, with words in them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.graph import TraceLink
    from sotetrace.model.document import Scope, VisionDocument
    from sotetrace.model.elements import Element
    from sotetrace.model.links import Link


def says(value: Element | Link | Scope | None, words: str | None) -> bool:
    """Say whether words stand anywhere in the texts and quotes of an element or link, whatever their case."""
    if words is None:
        return True
    return value is not None and words.casefold() in " ".join(_strings(value.model_dump(exclude_none=True))).casefold()


@cache
def _keys_of_links() -> frozenset[str]:
    from sotetrace.model.links import LISTED_LINK_TYPES  # slow to import, and help needs none of it

    return frozenset((*LISTED_LINK_TYPES, "id", "to", "where", "members"))


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


def select_links(
    document: VisionDocument,
    level: str | None,
    match: str | None,
    link_type: str | None,
    basis: str | None,
    confidence: str | None,
    reviewed: bool | None,
) -> list[TraceLink]:
    """Return the links of a type, basis, confidence and verdict, at a level, with words in them; None asks for any."""
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


def select_scopes(document: VisionDocument, level: str | None, match: str | None) -> list[Scope]:
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
