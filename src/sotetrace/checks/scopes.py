"""Scopes that speak of nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.findings import Finding
from sotetrace.graph import members_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.checks.context import CheckContext


def check_scopes(context: CheckContext) -> Iterator[Finding]:
    """Find `empty-scope`."""
    for index, scope in enumerate(context.document.scopes):
        if not members_of(context.document, scope):
            place = context.place("scopes", index, "members", is_key=True)
            yield Finding.of("empty-scope", place, element=scope.id, scope=scope.id)
