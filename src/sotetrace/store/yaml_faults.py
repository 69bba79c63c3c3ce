"""What can be wrong with YAML itself.

A fault is a plain value without file or message: the room that owns the file's name turns it into a finding.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with the YAML itself: the slug of its rule, line and column from 0, and named arguments."""

    rule: str
    line: int
    column: int
    args: dict[str, str] = field(default_factory=dict)
    width: int = 1


def too_large(limit: str, value: int, line: int = 0, column: int = 0) -> Fault:
    """Return the fault of going over a limit, named as the settings name it."""
    return Fault("too-large", line, column, {"limit": limit, "value": str(value)})
