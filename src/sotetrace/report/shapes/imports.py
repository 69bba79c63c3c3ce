"""The shapes of an account of an import."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sotetrace.model.text import Language
from sotetrace.report.shapes.base import FindingShape, Shape


class ColumnRoleShape(Shape):
    """What a column of an imported table was taken for; `field` is null when it was left out."""

    table: str
    column: int
    heading: str
    field: str | None
    is_given: bool


class ImportRemarkShape(Shape):
    """One thing that is told of a table, row, column or cell; what is null is meant as a whole. Rows count from 1."""

    reason: str
    message: str
    table: str | None
    row: int | None
    column: int | None
    text: str
    detail: str


class ImportShape(Shape):
    """The output of `import`: what was taken, and in `left` everything that was not."""

    schema_: Literal["sotetrace.import/1"] = Field("sotetrace.import/1", alias="schema")
    language: Language
    file: str
    output: str
    rows: int
    taken: int
    counts: dict[str, int]
    read_as: dict[str, str]
    columns: list[ColumnRoleShape]
    mapping: list[str]
    command: str
    left: list[ImportRemarkShape]
    told: list[ImportRemarkShape]
    missing: dict[str, int]
    findings: list[FindingShape]
