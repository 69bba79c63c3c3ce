"""A measure that both advances and hinders the same thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.checks.context import CheckContext


def check_polarity(context: CheckContext) -> Iterator[Finding]:
    """Find `advances-and-hinders`: the same part, or the whole and any part of it."""
    owners = context.owners
    for index, measure in enumerate(context.document.measures):
        advanced = [(link.to, position) for position, link in enumerate(measure.advances) if link.sign == "positive"]
        for position, hindering in enumerate(measure.hinders):
            against = hindering.to
            clash = [at for to, at in advanced if against in (to, owners.get(to)) or to == owners.get(against)]
            if clash:
                related = tuple(context.place("measures", index, "advances", at, "to") for at in clash)
                place = context.place("measures", index, "hinders", position, "to")
                yield Finding.of("advances-and-hinders", place, element=measure.id, related=related, target=against)
