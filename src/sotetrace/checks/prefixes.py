"""Ids that begin with the letters customary for another kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.findings import Finding
from sotetrace.model.ids import prefix_of
from sotetrace.model.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.checks.context import CheckContext


def check_prefixes(context: CheckContext) -> Iterator[Finding]:
    """Find `prefix-of-other-kind`."""
    customary = {row.name: row.prefix for row in KINDS}
    for path, element in context.document.iter_places():
        prefix = prefix_of(element.id)
        expected = customary[element.kind]
        if prefix != expected and prefix in customary.values():
            yield Finding.of(
                "prefix-of-other-kind",
                context.place(*path, "id"),
                element=element.id,
                prefix=prefix,
                kind=element.kind,
                expected=expected,
            )
