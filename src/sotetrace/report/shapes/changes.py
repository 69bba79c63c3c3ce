"""The shapes of comparisons: `diff` and `merge-check`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, JsonValue

from sotetrace.model.text import Language
from sotetrace.report.shapes.base import DocumentOfSeveral, FindingShape, LocationShape, Shape


class SideShape(Shape):
    """One side of a comparison: its name, and the full hash of its commit, empty for what is in none."""

    label: str
    sha: str


class AcceptedShape(Shape):
    """What accepts a change: why, who answers for it, and the last day on which it holds."""

    reason: str
    owner: str | None
    until: str | None


class ChangeShape(Shape):
    """One change that was judged; `id` is that of an element, a part, a link, a source, ….

    `before` and `after` are the values on either side; `causes` are fingerprints of the changes that brought it about,
    the first the one it is told under; `is_detail` is true for what only spells out that one, and is not counted.
    """

    code: str
    rule: str
    document: DocumentOfSeveral = None
    change_class: Literal["breaking", "substantive", "editorial"] = Field(alias="class")
    direction: Literal["gain", "loss", "neutral"]
    certainty: Literal["id", "declared", "inferred"]
    element: str
    id: str
    message: str
    remedy: str
    args: dict[str, str]
    before: JsonValue
    after: JsonValue
    side: Literal["old", "new"]
    path: list[str | int]
    location: LocationShape | None
    formerly: str | None
    causes: list[str]
    is_detail: bool
    accepted: AcceptedShape | None
    fingerprint: str


class ChangeCountsShape(Shape):
    """Changes by class, without details of others; accepted ones are counted apart."""

    breaking: int
    substantive: int
    editorial: int
    accepted: int


class DiffShape(Shape):
    """The output of `diff`: the changes, and the faults that only the new side has. `standing` faults are on both."""

    schema_: Literal["sotetrace.diff/1"] = Field("sotetrace.diff/1", alias="schema")
    language: Language
    old: SideShape
    new: SideShape
    counts: ChangeCountsShape
    changes: list[ChangeShape]
    faults: list[FindingShape]
    standing: int


class MergeShape(Shape):
    """The output of `merge-check`: files in conflict, and the faults of the merge that neither branch has alone.

    `is_judged` is false when a file of the model is in conflict; `changes` counts what the merge changes since the
    branches parted, null when that cannot be told.
    """

    schema_: Literal["sotetrace.merge/1"] = Field("sotetrace.merge/1", alias="schema")
    language: Language
    base: SideShape
    ours: SideShape
    theirs: SideShape
    conflicts: list[str]
    has_model: bool
    is_judged: bool
    faults: list[FindingShape]
    changes: ChangeCountsShape | None
