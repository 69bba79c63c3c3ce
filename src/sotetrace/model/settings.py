"""The settings of a workspace (`sotetrace.yaml`) and the waivers that stand in a file of their own."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sotetrace.model.base import Day, NonEmpty, Value
from sotetrace.model.document import FORMAT
from sotetrace.model.expectations import Expectation
from sotetrace.model.ids import QualifiedId
from sotetrace.model.limits import DEFAULT_LIMITS, Limits

SeverityName = Literal["error", "warning", "note", "off"]


class Settings(Value):
    """What a workspace says about its documents: where they are, and how rules weigh."""

    format: int = FORMAT
    documents: Annotated[tuple[NonEmpty, ...], Field(json_schema_extra={"minItems": 1})] = ("data/vision.yaml",)
    waivers: NonEmpty | None = None
    crosswalks: tuple[NonEmpty, ...] = ()
    """The files of mappings between the documents."""
    texts: dict[QualifiedId, NonEmpty] = {}
    """The source texts that `verify` reads, by the id of the source, with its document where several have the id."""
    rules: dict[NonEmpty, SeverityName] = {}
    """Severity by rule code or slug."""
    expectations: tuple[Expectation, ...] = ()
    limits: Limits = DEFAULT_LIMITS
    """How much of everything is read."""


class Waiver(Value):
    """An accepted gap: which finding, why, who answers for it, and until when.

    `reason`, `owner` and `until` may be missing in a file that is being written; their absence is a finding.
    """

    rule: NonEmpty
    element: QualifiedId
    reason: NonEmpty | None = None
    owner: NonEmpty | None = None
    date: Day | None = None
    until: Day | None = None


class Acceptance(Value):
    """An accepted change: the fingerprint of its finding, why, who answers for it, and until when.

    It holds for one transition and is spent when that is merged. `rule` and `elements` are for the reader.
    """

    fingerprint: NonEmpty
    rule: NonEmpty | None = None
    elements: tuple[QualifiedId, ...] = ()
    reason: NonEmpty | None = None
    owner: NonEmpty | None = None
    date: Day | None = None
    until: Day | None = None


class WaiverFile(Value):
    """What a workspace accepts: gaps that stand (`waivers`), and changes (`changes`)."""

    format: int = FORMAT
    waivers: tuple[Waiver, ...] = ()
    changes: tuple[Acceptance, ...] = ()


class KnownGap(Value):
    """A gap that a baseline lists: the fingerprint of its finding, and for the reader its rule and element."""

    fingerprint: NonEmpty
    rule: NonEmpty | None = None
    element: QualifiedId | None = None


class Baseline(Value):
    """The gaps that are known; a run fails on any other, and on a listed one that has closed."""

    format: int = FORMAT
    gaps: tuple[KnownGap, ...] = ()
