"""Elements whose quote is the title of another: two titles that were swapped, or a quote that was copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.checks.context import fold
from sotetrace.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.checks.context import CheckContext


def check_title_quotes(context: CheckContext) -> Iterator[Finding]:
    """Find `quote-of-other-title`, among elements whose titles are the words of the source."""
    titled = [
        (path, element, (title or "").rstrip("."))
        for (path, element), title in zip(context.document.iter_places(), context.folded_titles, strict=True)
        if element.title_from == "source"
    ]
    ids_of: dict[str, list[str]] = {}
    for _, element, title in titled:
        ids_of.setdefault(title, []).append(element.id)
    for path, element, title in titled:
        if element.source is None or element.source.quote is None:
            continue
        quote = fold(element.source.quote).rstrip(".")
        others = ids_of.get(quote, ())
        if others and not (quote in title or title in quote):
            place = context.place(*path, "source", "quote")
            yield Finding.of("quote-of-other-title", place, element=element.id, other=others[0])
