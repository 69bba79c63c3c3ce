"""Gates and tiers as they are written on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sotetrace.coverage import CoverageResult, Gate, GateResult


def read_gates(texts: Sequence[str]) -> list[Gate]:
    """Return the gates that `--fail-under NAME=PERCENT` sets. Raises UsageError for what is no gate."""
    from sotetrace.coverage import Gate

    gates = []
    for text in texts:
        name, separator, percent = text.partition("=")
        try:
            value = float(percent)
        except ValueError:
            value = -1.0
        if not separator or not name or not 0 <= value <= 100:
            raise UsageError(
                f"--fail-under: {text} is no gate", "Write it as sub_goal=80, with a percentage from 0 to 100."
            )
        gates.append(Gate(name.strip(), value))
    return gates


def judge(
    results: Sequence[CoverageResult],
    is_judged: Callable[[CoverageResult], bool],
    gates: Sequence[Gate],
    tiers: Sequence[str],
) -> list[tuple[GateResult, ...]]:
    """Return the gates of each document, judged where the document has their expectation.

    Raises UsageError for a gate whose expectation no document has.
    """
    from sotetrace.coverage import evaluate_gates

    known = dict.fromkeys(expectation.id for result in results for expectation in result.expectations)
    for gate in gates:
        if gate.expectation not in known:
            raise UsageError(
                f"--fail-under: no expectation is called {gate.expectation}", f"Use one of: {', '.join(known)}."
            )

    def own(result: CoverageResult) -> list[Gate]:
        return [gate for gate in gates if is_judged(result) and result.find_expectation(gate.expectation) is not None]

    return [evaluate_gates(result, own(result), tiers) for result in results]


def read_tiers(text: str) -> list[str]:
    """Return the tiers that `--count` names, between commas. Raises UsageError for what is no tier."""
    from sotetrace.coverage import READ_TIERS, SOURCE_TIERS

    known = [*(tier for tier in (*SOURCE_TIERS, *READ_TIERS) if tier not in ("none", "partial")), "reviewed"]
    tiers = [tier.strip() for tier in text.split(",") if tier.strip()]
    for tier in tiers:
        if tier not in known:
            raise UsageError(f"--count: {tier} is no tier", f"Use some of: {', '.join(known)}.")
    return tiers
