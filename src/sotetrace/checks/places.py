"""Places (`where`) that no source declares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.findings import Finding
from sotetrace.model.ids import worth_comparing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.checks.context import CheckContext


def check_places(context: CheckContext) -> Iterator[Finding]:
    """Find `unknown-place`."""
    declared = {place.id for source in context.document.sources for place in source.places}
    import difflib  # only a wrong place needs it

    unknown = [mention for mention in context.document.iter_wheres() if mention[2] not in declared]
    wanted = worth_comparing((where for _, _, where in unknown), declared)
    nearest = {where: difflib.get_close_matches(where, declared, n=1, cutoff=0.5) for where in wanted}
    for path, holder, where in unknown:
        yield Finding.of(
            "unknown-place",
            context.place(*path),
            element=holder,
            suggestion=next(iter(nearest.get(where, ())), None),
            where=where,
        )
