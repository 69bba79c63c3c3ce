"""The words of the report that the page's script needs by name, and those for kinds in the plural."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sotetrace.model.kinds import Kind

KINDS_WORDS: dict[Kind, str] = {
    "statement": "page.kinds.statement",
    "trend": "page.kinds.trend",
    "level": "page.kinds.level",
    "core_problem": "page.kinds.core_problem",
    "goal": "page.kinds.goal",
    "sub_goal": "page.kinds.sub_goal",
    "measure": "page.kinds.measure",
    "indicator": "page.kinds.indicator",
    "actor": "page.kinds.actor",
    "milestone": "page.kinds.milestone",
}

SCRIPT_WORDS: tuple[str, ...] = (
    *("tier.stated", "tier.layout", "tier.blanket", "tier.high", "tier.medium", "tier.low"),
    *("tier.partial", "tier.none"),
    *("coverage.as_source_short", "coverage.as_read_short"),
    *("page.found", "page.none_found", "page.falls", "page.nothing_falls", "page.left_out"),
    *("page.topic.roll_up", "page.topic.chain", "page.everything", "page.unpin", "page.pinned", "page.nothing_pinned"),
    *("trace.up", "trace.down", "trace.nothing", "page.more"),
)
"""What the script writes itself."""
