"""Places (`where`) that no source declares."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from sotetrace.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.checks.context import CheckContext


def check_places(context: CheckContext) -> Iterator[Finding]:
    """Find `unknown-place`."""
    declared = {place.id for source in context.document.sources for place in source.places}
    for path, holder, where in context.document.iter_wheres():
        if where not in declared:
            nearest = difflib.get_close_matches(where, declared, n=1, cutoff=0.5)
            yield Finding.of(
                "unknown-place",
                context.place(*path),
                element=holder,
                suggestion=nearest[0] if nearest else None,
                where=where,
            )
