"""Slips marked `sic` that do not stand in the wording they are marked on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.checks.context import CheckContext
    from sotetrace.model.elements import Element


def check_sic(context: CheckContext) -> Iterator[Finding]:
    """Find `sic-matches-nothing`: blind to white space, because the words may run over a line break."""
    for path, element in context.document.iter_places():
        wordings = _wordings(element) if element.sic else []
        for index, sic in enumerate(element.sic):
            if not any(_squeeze(sic.text) in wording for wording in wordings):
                place = context.place(*path, "sic", index, "text")
                yield Finding.of("sic-matches-nothing", place, element=element.id, words=sic.text)
        for number, variant in enumerate(element.variants):
            for index, sic in enumerate(variant.sic):
                if _squeeze(sic.text) not in _squeeze(variant.text):
                    place = context.place(*path, "variants", number, "sic", index, "text")
                    yield Finding.of("sic-matches-nothing", place, element=element.id, words=sic.text)
        for number, part in enumerate(element.parts):
            quote = part.source.quote if part.source else None
            for index, sic in enumerate(part.sic):
                if _squeeze(sic.text) not in _squeeze(quote or ""):
                    place = context.place(*path, "parts", number, "sic", index, "text")
                    yield Finding.of("sic-matches-nothing", place, element=part.id, words=sic.text)


def _wordings(element: Element) -> list[str]:
    """Return everything of an element that is in the source's words."""
    anchors = [element.source, *(part.source for part in element.parts)]
    quotes = [anchor.quote for anchor in anchors if anchor is not None and anchor.quote is not None]
    return [_squeeze(text) for text in (*(text for _, text in element.title.items()), *quotes)]


def _squeeze(text: str) -> str:
    return "".join(text.split())
