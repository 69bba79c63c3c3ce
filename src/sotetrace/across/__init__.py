"""Questions that reach across documents: what one has in another. Every answer says which document it comes from."""

from sotetrace.across.backing import Backer, Backing, Backings, Ground
from sotetrace.across.evaluate import evaluate_across
from sotetrace.across.indicators import INDICATED
from sotetrace.across.member import Member
from sotetrace.across.results import AcrossResult, Bridge, Crossing, ElementAcross, GainedIndicator
from sotetrace.across.standings import REACHING, STANDINGS, Extent, Standing, carry_over
from sotetrace.across.traces import Passage, TraceAcross, find_trace_across

__all__ = [
    "INDICATED",
    "REACHING",
    "STANDINGS",
    "AcrossResult",
    "Backer",
    "Backing",
    "Backings",
    "Bridge",
    "Crossing",
    "ElementAcross",
    "Extent",
    "GainedIndicator",
    "Ground",
    "Member",
    "Passage",
    "Standing",
    "TraceAcross",
    "carry_over",
    "evaluate_across",
    "find_trace_across",
]
