"""What every shape of JSON output is made of: places and findings."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """A JSON object with exactly these keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


DocumentOfSeveral = Annotated[str | None, Field(exclude_if=lambda value: value is None)]
"""The document that something belongs to, named only where the workspace has several."""


class LocationShape(Shape):
    """A place in a file, line and column from 1."""

    file: str
    line: int
    column: int


class FindingShape(Shape):
    """One finding; `fingerprint` stays the same when lines shift or the language changes."""

    code: str
    rule: str
    document: DocumentOfSeveral = None
    severity: Literal["error", "warning", "note"]
    element: str | None
    message: str
    remedy: str
    args: dict[str, str]
    path: list[str | int]
    location: LocationShape | None
    related: list[LocationShape]
    suggestion: str | None
    waived: str | None
    fingerprint: str


class CountsShape(Shape):
    """Findings by severity; waived ones are counted apart."""

    error: int
    warning: int
    note: int
    waived: int
