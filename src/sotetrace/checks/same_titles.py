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
    for path, element in context.document.iter_places():
        title = element.title.get(original)
        if title is None:
            continue
        other, at = first.setdefault((element.kind, " ".join(title.casefold().split())), (element.id, path))
        if other != element.id:
            yield Finding.of(
                "same-title",
                context.place(*path, "title", original),
                element=element.id,
                related=(context.place(*at, "title", original),),
                words=title,
                other=other,
            )
