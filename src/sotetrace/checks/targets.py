"""Links that join what their type may not join: a wrong kind of target, a foreign part, the element itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.findings import Finding
from sotetrace.model.links import LINK_ROW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.checks.context import CheckContext


def check_targets(context: CheckContext) -> Iterator[Finding]:
    """Find `wrong-target-kind`, `self-link` and `foreign-start`."""
    document, owners, elements = context.document, context.owners, context.document.elements
    for path, element, row, target in document.iter_fields():
        found = elements.get(target)
        if found is not None and found.kind not in row.targets:
            yield Finding.of(
                "wrong-target-kind",
                context.place(*path),
                element=element.id,
                link=row.field,
                target=found.id,
                kind=found.kind,
                expected=", ".join(row.targets),
            )
    for path, holder, link_type, link in document.iter_links():
        target_owner = owners.get(link.to, link.to)
        found = elements.get(target_owner)
        if found is not None and found.kind not in (expected := LINK_ROW[link_type].targets):
            yield Finding.of(
                "wrong-target-kind",
                context.place(*path, "to"),
                element=holder,
                link=link_type,
                target=link.to,
                kind=found.kind,
                expected=", ".join(expected),
            )
        if target_owner == holder:
            yield Finding.of("self-link", context.place(*path, "to"), element=holder, link=link_type)
        if link.start is not None and owners.get(link.start) != holder:
            yield Finding.of("foreign-start", context.place(*path, "from"), element=holder, start=link.start)
