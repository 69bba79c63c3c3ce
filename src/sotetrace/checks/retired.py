"""Retired ids that name an element again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.checks.context import CheckContext


def check_retired(context: CheckContext) -> Iterator[Finding]:
    """Find `retired-id-reused`."""
    for index, retired in enumerate(context.document.retired):
        path = context.paths.get(retired.id)
        if path is not None:
            related = (context.place("retired", index, "id"),)
            yield Finding.of("retired-id-reused", context.place(*path, "id"), element=retired.id, related=related)
