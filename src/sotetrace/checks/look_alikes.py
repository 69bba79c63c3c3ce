"""Ids that a reader cannot tell apart: equal but for case or look-alike letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.findings import Finding
from sotetrace.model.ids import skeleton

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.checks.context import CheckContext


def check_look_alikes(context: CheckContext) -> Iterator[Finding]:
    """Find `look-alike-id`."""
    first: dict[str, str] = {}
    for identifier, path in context.paths.items():
        other = first.setdefault(skeleton(identifier), identifier)
        if other != identifier:
            related = (context.place(*context.paths[other], "id"),)
            place = context.place(*path, "id")
            yield Finding.of("look-alike-id", place, element=identifier, related=related, other=other)
