"""The two scales of coverage, side by side and never merged: as the source has it, and as somebody read it.

On each scale the best link wins for a part, the weakest part for the whole; `partial` stands between none and all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sotetrace.graph import Strength

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Tier = Literal["none", "partial", "low", "medium", "high", "blanket", "layout", "stated"]

SOURCE_TIERS: tuple[Tier, ...] = ("stated", "layout", "blanket", "partial", "none")
"""As the source has it, best first: a sentence says so, the layout sets them together, one sentence claims it all."""
READ_TIERS: tuple[Tier, ...] = ("high", "medium", "low", "partial", "none")
"""As read, best first: the confidence of the best inferred link."""

_ORDER: tuple[Tier, ...] = ("none", "partial", "low", "medium", "high", "blanket", "layout", "stated")
RANK: dict[Tier, int] = {tier: rank for rank, tier in enumerate(_ORDER)}


_TIER_OF: tuple[Tier, ...] = tuple(strength.word for strength in Strength)  # type: ignore[misc]


def tier_of(strength: Strength) -> Tier:
    """Return the tier of a link's strength."""
    return _TIER_OF[strength]


def best(tiers: Iterable[Tier]) -> Tier:
    """Return the best of some tiers, or none."""
    return max(tiers, key=RANK.__getitem__, default="none")


def worst(tiers: Iterable[Tier]) -> Tier:
    """Return the worst of some tiers, or none when there are none."""
    return min(tiers, key=RANK.__getitem__, default="none")


def nth_best(tiers: Iterable[Tier], n: int) -> Tier:
    """Return the n-th best of some tiers (n from 1), or none when there are fewer."""
    ranked = sorted(tiers, key=RANK.__getitem__, reverse=True)
    return ranked[n - 1] if len(ranked) >= n else "none"


def whole_of(parts: Sequence[Tier]) -> Tier:
    """Return the tier of a whole from its parts: the weakest, or partial when some have something and some nothing."""
    if parts and parts.count(parts[0]) == len(parts):
        return parts[0]  # mostly they are alike
    weakest = worst(parts)
    if weakest == "none" and best(parts) != "none":
        return "partial"
    return weakest
