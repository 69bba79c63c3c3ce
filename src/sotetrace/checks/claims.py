"""Counts that the document states about itself and that do not hold in the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.checks.context import CheckContext


def check_claims(context: CheckContext) -> Iterator[Finding]:
    """Find `claim-does-not-hold`."""
    for index, claim in enumerate(context.document.document.claims):
        found = sum(
            1
            for element in context.document.iter_elements(claim.kind)
            if not element.draft and (claim.level is None or context.document.level_of(element.id) == claim.level)
        )
        if found != claim.count:
            place = context.place("document", "claims", index, "count")
            yield Finding.of(
                "claim-does-not-hold",
                place,
                element=claim.level,
                claimed=claim.count,
                found=found,
                kind=f"@kind.{claim.kind}",
            )
