"""A document after it was compared, as far as it bears on what joins documents."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sotetrace.diff.pairing import Pairing
    from sotetrace.diff.results import ChangeFinding
    from sotetrace.model.document import VisionDocument


@dataclass(frozen=True)
class ComparedDocument:
    """One document on both sides, None where absent: how it pairs, its findings, and those that say it was reworded."""

    old: VisionDocument | None
    new: VisionDocument | None
    pairing: Pairing
    findings: tuple[ChangeFinding, ...]
    reworded: Mapping[str, ChangeFinding] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The id of the document on the new side, else on the old."""
        known = self.new if self.new is not None else self.old
        assert known is not None
        return known.document.id
