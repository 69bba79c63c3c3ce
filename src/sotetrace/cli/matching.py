"""Which elements, links and scopes have words in them, for `list --match`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.model.document import Scope
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
