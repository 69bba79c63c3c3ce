"""What a class of the model refuses, as findings: which key or value, what was expected, what may have been meant.

pydantic says it for programmers and in English. Here it becomes a rule and named arguments; the words of the arguments
that begin with `@` (`@date`, `@list`) are keys of the messages, so that every language has its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel

from sotetrace.findings import Finding, Place
from sotetrace.model.ids import CURIE_PATTERN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic_core import ErrorDetails

    from sotetrace.model.document import DocumentPath
    from sotetrace.store.positions import Positions

_EXPECTED = {
    "int_parsing": "@whole-number",
    "int_parsing_size": "@whole-number",
    "int_type": "@whole-number",
    "greater_than": "@positive-number",
    "greater_than_equal": "@whole-number",
    "bool_parsing": "@yes-or-no",
    "bool_type": "@yes-or-no",
    "date_type": "@date",
    "date_parsing": "@date",
    "date_from_datetime_parsing": "@date",
    "date_from_datetime_inexact": "@date",
    "string_type": "@text",
    "string_too_short": "@text",
    "string_too_long": "@id",
    "tuple_type": "@list",
    "model_type": "@mapping",
    "model_attributes_type": "@mapping",
    "dict_type": "@mapping",
    "float_parsing": "@share",
    "float_type": "@share",
    "less_than_equal": "@share",
}
_WRONG_SHAPES = frozenset(("model_type", "model_attributes_type", "dict_type", "tuple_type"))


def explain_refusal(model: type[BaseModel], detail: ErrorDetails, place: Place, positions: Positions) -> Finding:
    """Return the finding for one error of validation, at the place of the data that it speaks of."""
    kind = detail["type"]
    if kind == "extra_forbidden":
        return _unknown_key(model, place, positions)
    at = positions.locate(place)
    if kind == "missing":
        return Finding.of("missing-key", place, location=at, key=detail["loc"][-1])
    value = detail["input"]
    if kind in _WRONG_SHAPES and isinstance(value, (list, str)):
        is_entry = bool(place.path) and isinstance(place.path[-1], int)
        if is_entry and kind != "tuple_type":
            found = "@list" if isinstance(value, list) else "@text"
            return Finding.of("not-a-mapping", place, location=at, found=found)
        return Finding.of("wrong-value", place, location=at, value=shown_value(value), expected=_EXPECTED[kind])
    expected, choices = _expected(detail)
    meant = _nearest(str(value), choices, cutoff=0.5)
    shown = shown_value(value)
    return Finding.of("wrong-value", place, location=at, suggestion=meant, value=shown, expected=expected)


def _unknown_key(model: type[BaseModel], place: Place, positions: Positions) -> Finding:
    key = str(place.path[-1])
    at_key = Place(place.document, place.path, is_key=True)
    meant = _nearest(key, _keys_at(model, place.path[:-1]), cutoff=0.6)
    return Finding.of("unknown-key", at_key, location=positions.locate(at_key), suggestion=meant, key=key)


def _nearest(word: str, choices: Sequence[str], cutoff: float) -> str | None:
    """Return the choice that a word was probably meant to be."""
    import difflib  # only a faulty file needs it

    return next(iter(difflib.get_close_matches(word, choices, n=1, cutoff=cutoff)), None)


def shown_value(value: object) -> str:
    """Return a short form of a refused value: its text, or what it is."""
    if value is None:
        return "@nothing"
    if isinstance(value, (dict, list, tuple)):
        return "@mapping" if isinstance(value, dict) else "@list"
    text = str(value)
    if not text:
        return "@nothing"
    return text if len(text) <= 60 else text[:57] + "…"


def _expected(detail: ErrorDetails) -> tuple[str, list[str]]:
    """Return what was expected (a word of the catalogue such as `@date`, or the allowed words), and those words."""
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "literal_error":
        choices = re.findall(r"'([^']*)'", str(context.get("expected", "")))
        return ", ".join(choices), choices
    if kind == "string_pattern_mismatch":
        return {r"\S": "@text", CURIE_PATTERN: "@curie"}.get(context["pattern"], "@id"), []
    if kind == "greater_than_equal" and isinstance(context["ge"], float):
        return "@share", []
    return _EXPECTED.get(kind, detail["msg"]), []


def _keys_at(model: type[BaseModel], path: DocumentPath) -> list[str]:
    """Return the keys that the format knows at a path, as they are written in YAML."""
    here: list[type[BaseModel]] = [model]
    for step in path:
        if isinstance(step, str):
            fields = [
                field for cls in here for name, field in cls.model_fields.items() if (field.alias or name) == step
            ]
            here = [cls for field in fields for cls in _models_in(field.annotation)]
    return [field.alias or name for cls in here for name, field in cls.model_fields.items()]


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for argument in get_args(annotation) for model in _models_in(argument)]
