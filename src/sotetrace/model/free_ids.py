"""Whether an id may still be given: it is one, nothing has it or had it, and nothing looks like it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sotetrace.errors import UsageError
from sotetrace.model.ids import ID_PATTERN, skeleton

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sotetrace.model.document import VisionDocument


def refuse_taken(document: VisionDocument, identifier: str, leaving: Collection[str] = ()) -> None:
    """Raise UsageError when an element of a document may not get an id.

    `leaving` are the ids that go at the same time: nothing can be mistaken for them any more, but none is given at once
    to something else.
    """
    if not re.fullmatch(ID_PATTERN, identifier):
        hint = "An id is a letter or digit, then letters, digits, `.`, `-` and `_`, at most 64 characters."
        raise UsageError(f"{identifier}: is no id", hint)
    used = list(_iter_ids(document))
    if identifier in used:
        raise UsageError(f"{identifier}: is there already", "Choose an id that nothing has.")
    if any(retired.id == identifier for retired in document.retired):
        raise UsageError(f"{identifier}: is retired", "The id of an element that was removed is never used again.")
    for element in document.iter_elements():
        if identifier in element.formerly and element.id not in leaving:
            raise UsageError(f"{identifier}: was the id of {element.id}", "An id is never used for something else.")
    for other in used:
        if other not in leaving and _look_alike(other, identifier):
            raise UsageError(f"{identifier}: looks like {other}", "Choose an id that nobody mistakes for another.")


def _look_alike(one: str, other: str) -> bool:
    # Two questions, not one: a small l looks like a capital I, and yet it is the small letter of L.
    return one.casefold() == other.casefold() or skeleton(one) == skeleton(other)


def _iter_ids(document: VisionDocument) -> Iterator[str]:
    """Yield the ids of all elements, parts and scopes."""
    for element in document.iter_elements():
        yield element.id
        yield from (part.id for part in element.parts)
    yield from (scope.id for scope in document.scopes)


def iter_given(document: VisionDocument) -> Iterator[str]:
    """Yield every id that elements, parts and scopes have or had."""
    yield from _iter_ids(document)
    yield from (retired.id for retired in document.retired)
    for element in document.iter_elements():
        yield from element.formerly
