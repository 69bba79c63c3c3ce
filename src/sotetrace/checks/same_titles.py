"""Two elements of one kind that have the same title: one thing entered twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.checks.context import CheckContext
    from sotetrace.model.document import DocumentPath


def check_same_titles(context: CheckContext) -> Iterator[Finding]:
    """Find `same-title`, whatever the case and the white space; the first element is the one that is repeated."""
    original = context.document.document.original
    first: dict[tuple[str, str], tuple[str, DocumentPath]] = {}
    for (path, element), title in zip(context.document.iter_places(), context.folded_titles, strict=True):
        if title is None:
            continue
        other, at = first.setdefault((element.kind, title), (element.id, path))
        if other != element.id:
            yield Finding.of(
                "same-title",
                context.place(*path, "title", original),
                element=element.id,
                related=(context.place(*at, "title", original),),
                words=element.title.get(original),
                other=other,
            )
