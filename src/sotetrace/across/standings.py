"""How far an element of one document meets the measures of another: the standings, and what each relation allows.

A mapping carries a measure over no further than its relation does:

- *exact*: both say the same, so what serves the one serves the other;
- *narrow*: the counterpart is a part of the element, so what serves it serves a part;
- *broad*: the counterpart is more than the element, so what serves it may serve the rest only;
- *close* and *related*: near, and never more than that;
- *tension*: one asks for what the other rules out, so it carries nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sotetrace.model.mapping import Relation

Standing = Literal["met", "part", "possible", "near", "blanket", "unreached", "tension", "none_found", "unmapped"]
"""What is best said of an element. `blanket`: only a claim about a whole set reaches a counterpart; `unreached`: there
is a counterpart, and no measure reaches it; `none_found`: somebody searched the whole other document; `unmapped`:
nobody has told."""
STANDINGS: tuple[Standing, ...] = get_args(Standing)
"""Every standing, the best first."""
REACHING: tuple[Standing, ...] = ("met", "part", "possible", "near")
"""The standings of what a measure of the other document reaches or comes near; all others meet no measure."""

Extent = Literal["whole", "part", "blanket", "none"]
"""How far measures reach an element of their own document: as a whole, in part, by a blanket claim only, not at all."""

_CARRIED: dict[Relation, dict[Extent, Standing]] = {
    "exact": {"whole": "met", "part": "part"},
    "narrow": {"whole": "part", "part": "part"},
    "broad": {"whole": "possible", "part": "possible"},
    "close": {"whole": "near", "part": "near"},
    "related": {"whole": "near", "part": "near"},
}


def carry_over(relation: Relation, extent: Extent) -> Standing:
    """Return the standing that one mapping gives, when its counterpart is reached so far. A tension gives none."""
    if extent == "none":
        return "unreached"
    if extent == "blanket":
        return "blanket"
    return _CARRIED[relation][extent]


def best_of(standings: Iterable[Standing]) -> Standing | None:
    """Return the best of some standings; None of none."""
    return min(standings, key=STANDINGS.index, default=None)


def whole_of_parts(parts: Sequence[Standing | None]) -> Standing | None:
    """Return what the standings of all parts say of the whole; None is a part that nothing is mapped to.

    The whole is met when every part is. Else a part that is met leaves the whole met in part.
    """
    best = best_of(standing for standing in parts if standing is not None)
    if best == "met" and any(standing != "met" for standing in parts):
        return "part"
    return best
