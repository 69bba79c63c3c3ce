"""Links of the chain that the layout is said to show, although their ends stand at different levels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.checks.context import CheckContext

_OF_THE_CHAIN = ("answers", "advances")
"""What a document sets side by side in a row. A roadmap, say, may well deliver what stands at many levels."""


def check_level_layout(context: CheckContext) -> Iterator[Finding]:
    """Find `layout-across-levels`."""
    document = context.document
    for path, holder, link_type, link in document.iter_links():
        if link.basis != "layout" or link_type not in _OF_THE_CHAIN:
            continue
        own = document.level_of(holder)
        other = document.level_of(context.owners.get(link.to, link.to))
        if own is not None and other is not None and own != other:
            yield Finding.of(
                "layout-across-levels",
                context.place(*path, "to"),
                element=holder,
                link=link_type,
                target=link.to,
                level=own,
                other=other,
            )
