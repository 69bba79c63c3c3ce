"""The same link twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.findings import Finding
from sotetrace.model.links import NamesLink

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.checks.context import CheckContext
    from sotetrace.model.document import DocumentPath


def check_duplicate_links(context: CheckContext) -> Iterator[Finding]:
    """Find `duplicate-link`: same type, ends and basis; links that differ in basis are two kinds of evidence."""
    first: dict[tuple[object, ...], DocumentPath] = {}
    for path, holder, link_type, link in context.document.iter_links():
        role = link.role if isinstance(link, NamesLink) else None
        key = (link_type, holder, link.start, link.to, link.basis, role)
        if key in first:
            related = (context.place(*first[key], "to"),)
            yield Finding.of(
                "duplicate-link",
                context.place(*path, "to"),
                element=holder,
                related=related,
                link=link_type,
                target=link.to,
            )
        else:
            first[key] = path
