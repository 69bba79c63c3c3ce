"""The settings of a workspace (`sotetrace.yaml`) and the waivers that stand in a file of their own."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from sotetrace.model.base import NonEmpty, Value
from sotetrace.model.document import FORMAT
from sotetrace.model.expectations import Expectation
from sotetrace.model.ids import Id

SeverityName = Literal["error", "warning", "note", "off"]


class Settings(Value):
    """What a workspace says about its documents: where they are, and how rules weigh."""

    format: int = FORMAT
    documents: tuple[NonEmpty, ...] = ("data/vision.yaml",)
    waivers: NonEmpty | None = None
    texts: dict[Id, NonEmpty] = {}
    """The source texts that `verify` reads, by the id of the source."""
    rules: dict[NonEmpty, SeverityName] = {}
    """Severity by rule code or slug."""
    expectations: tuple[Expectation, ...] = ()


class Waiver(Value):
    """An accepted gap: which finding, why, who answers for it, and until when.

    `reason`, `owner` and `until` may be missing in a file that is being written; their absence is a finding.
    """

    rule: NonEmpty
    element: Id
    reason: NonEmpty | None = None
    owner: NonEmpty | None = None
    date: dt.date | None = None
    until: dt.date | None = None


class WaiverFile(Value):
    """The waivers of a workspace."""

    format: int = FORMAT
    waivers: tuple[Waiver, ...] = ()
