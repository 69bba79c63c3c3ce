"""The common base of everything a document holds: frozen values that refuse keys they do not know."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError


class Value(BaseModel):
    """A frozen value whose shape is the YAML's, so that pydantic's error path is the document path."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        validate_by_name=False,
        validate_by_alias=True,
        defer_build=True,  # a class that only stands inside others then costs no validator of its own
    )


NonEmpty = Annotated[str, StringConstraints(min_length=1, pattern=r"\S")]
"""Text with at least one character that is not white space."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def _read_day(value: object) -> object:
    """Let a day or its one written form pass; pydantic would take a bare number for seconds since 1970."""
    if type(value) is dt.date or (isinstance(value, str) and _DAY.fullmatch(value)):
        return value
    raise PydanticCustomError("date_parsing", "a day is written as 2026-01-31")


Day = Annotated[dt.date, BeforeValidator(_read_day)]
"""A day, written as 2026-01-31 and in no other way."""


def share_field_names(top: BaseModel) -> None:
    """Let the values below a value share the sets of the fields they were given.

    Pydantic keeps such a set beside every value, alike for thousands: an eighth of the memory that a document takes.
    """
    shared: dict[frozenset[str], set[str]] = {}
    pending: list[object] = [top]
    while pending:
        item = pending.pop()
        if isinstance(item, tuple):
            pending += item
        elif isinstance(item, Value):
            names = item.__pydantic_fields_set__
            object.__setattr__(item, "__pydantic_fields_set__", shared.setdefault(frozenset(names), names))
            pending += [field for field in item.__dict__.values() if isinstance(field, (Value, tuple))]
