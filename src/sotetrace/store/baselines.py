"""The file of known gaps that a ratchet is held to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sotetrace.errors import UnparsableError
from sotetrace.model.settings import Baseline, KnownGap
from sotetrace.store.documents import load_value
from sotetrace.store.edits import scalar
from sotetrace.store.readers import DISK, read_bytes
from sotetrace.store.writer import write_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sotetrace.findings import Finding
    from sotetrace.store.positions import Positions


@dataclass(frozen=True, slots=True)
class LoadedBaseline:
    """A baseline with its file's name and positions, and what reading it said."""

    name: str
    value: Baseline
    positions: Positions
    findings: tuple[Finding, ...]


def read_baseline(path: Path) -> LoadedBaseline:
    """Read a baseline. Raises UnreadableError, or UnparsableError when it cannot be parsed."""
    name = DISK.shown(path)
    loaded = load_value(Baseline, [(name, read_bytes(path))])
    if loaded.value is None:
        raise UnparsableError(f"{name}: cannot be parsed", loaded.findings)
    return LoadedBaseline(name, loaded.value, loaded.positions, tuple(loaded.findings))


def write_baseline(path: Path, gaps: Iterable[KnownGap]) -> None:
    """Write a baseline in one step, a gap a line, so that a change of it reads well. Raises SotetraceError."""
    rows = [f"  - {{rule: {gap.rule}, {_element(gap)}fingerprint: {scalar(gap.fingerprint)}}}" for gap in gaps]
    head = ["format: 1", "gaps:" if rows else "gaps: []"]
    write_text(path, "\n".join((*head, *rows)) + "\n", may_replace=True)


def _element(gap: KnownGap) -> str:
    return f"element: {scalar(gap.element)}, " if gap.element is not None else ""
