"""Stated links whose quote has no word of what they lead to: inferences, probably, that were called stated."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sotetrace.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sotetrace.checks.context import CheckContext

_WORD = re.compile(r"[^\W_]{3,}|[A-ZÅÄÖ]{2}")
"""A word that may carry meaning; of two letters only an abbreviation."""

_SHORT = 5
"""Up to so many letters three make a stem (`kunta`, `kunnilta`), else four (`ihminen`, `ihmisen`)."""


def check_stated_words(context: CheckContext) -> Iterator[Finding]:
    """Find `stated-without-its-words`.

    Stems are looked for anywhere in the quote, within compounds too, so that inflection raises no alarm: what is found
    is likely, what is not found may still be wrong.
    """
    for path, holder, link_type, link in context.document.iter_links():
        if link.basis != "stated" or link.quote is None:
            continue
        quote = link.quote.casefold()
        found = [stem in quote for stem in _stems(_wordings(context, link.to))]
        if found and not any(found):
            place = context.place(*path, "quote")
            yield Finding.of(
                "stated-without-its-words", place, element=holder, link=link_type, target=link.to, words=link.quote
            )


def _wordings(context: CheckContext, identifier: str) -> Iterator[str]:
    """Return the words of an element in the language of the source, or those of a part alone."""
    original = context.document.document.original
    element = context.document.elements.get(context.owners.get(identifier, identifier))
    if element is None:
        return
    part = next((part for part in element.parts if part.id == identifier), None)
    named = element if part is None else part
    yield named.title.get(original) or ""
    if named.source is not None:
        yield named.source.quote or ""
    if part is None:
        yield from (variant.text for variant in element.variants)


def _stems(wordings: Iterable[str]) -> Iterator[str]:
    for wording in wordings:
        for word in _WORD.findall(wording):
            yield word[: 3 if len(word) <= _SHORT else 4].casefold()
