"""The common base of everything a document holds: frozen values that refuse keys they do not know."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

if TYPE_CHECKING:
    from collections.abc import Iterator


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


SharedNames = dict[frozenset[str], set[str]]
"""The sets of field names that were seen; the context of a validation that is to share them."""


def share_field_names(top: Value, shared: SharedNames) -> None:
    """Let a value and those below it share the sets of the fields that they were given.

    Pydantic keeps such a set beside every value, alike for thousands: without this, half of what the values take.
    """
    classes = _value_classes()
    assign = object.__setattr__
    pending: list[Any] = [top]
    for item in pending:
        names, fields = item.__pydantic_fields_set__, item.__dict__
        assign(item, "__pydantic_fields_set__", shared.setdefault(frozenset(names), names))
        for name in names:  # what was not given has a default, in which no value stands
            field = fields[name]
            kind = type(field)
            if kind in classes:
                pending.append(field)
            elif kind is tuple:
                pending += [entry for entry in field if type(entry) in classes]


@cache
def _value_classes() -> frozenset[type[Value]]:
    """Return every class of values; to look a type up is much quicker than to ask `isinstance`."""
    return frozenset(_iter_classes(Value))


def _iter_classes(top: type[Value]) -> Iterator[type[Value]]:
    yield top
    for below in top.__subclasses__():
        yield from _iter_classes(below)
