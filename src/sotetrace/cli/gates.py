"""Gates and tiers as they are written on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sotetrace.coverage import Gate


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


def read_tiers(text: str) -> list[str]:
    """Return the tiers that `--count` names, between commas. Raises UsageError for what is no tier."""
    from sotetrace.coverage import READ_TIERS, SOURCE_TIERS

    known = [*(tier for tier in (*SOURCE_TIERS, *READ_TIERS) if tier not in ("none", "partial")), "reviewed"]
    tiers = [tier.strip() for tier in text.split(",") if tier.strip()]
    for tier in tiers:
        if tier not in known:
            raise UsageError(f"--count: {tier} is no tier", f"Use some of: {', '.join(known)}.")
    return tiers
