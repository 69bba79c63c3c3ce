"""Gates that are missed. No check of a document, because only a call of `coverage` sets gates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sotetrace.checks.context import CheckContext
    from sotetrace.coverage import GateResult


def find_missed_gates(context: CheckContext, gates: Iterable[GateResult]) -> Iterator[Finding]:
    """Find the gates that a document misses, each placed at the id of the document."""
    place = context.place("document", "id")
    for gate in gates:
        if not gate.is_met:
            yield Finding.of(
                "gate-missed",
                place,
                expectation=gate.expectation,
                covered=gate.covered,
                total=gate.total,
                waived=gate.waived,
                percent=f"{gate.percent:g}",
            )
