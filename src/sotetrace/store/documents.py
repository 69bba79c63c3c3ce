"""YAML to values of the model: what does not fit becomes a finding, and the rest is kept.

A value that a class of the model refuses is left out together with the smallest thing that cannot do without it (a
link, a variant, an element), so that one fault never hides the others and coverage can be reported for the valid part.
"""

from __future__ import annotations

import gc
import re
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from sotetrace.findings import Finding, Place
from sotetrace.model.document import FORMAT, VisionDocument
from sotetrace.model.limits import DEFAULT_LIMITS
from sotetrace.model.text import LANGUAGES
from sotetrace.store.marks import Marks
from sotetrace.store.positions import Positions
from sotetrace.store.products import find_excesses
from sotetrace.store.refusals import explain_refusal, shown_value
from sotetrace.store.yaml_nodes import parked_keys, parse_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from pydantic_core import ErrorDetails

    from sotetrace.findings import Location
    from sotetrace.model.base import SharedNames
    from sotetrace.model.document import DocumentPath
    from sotetrace.model.limits import Limits
    from sotetrace.store.yaml_faults import Fault
    from sotetrace.store.yaml_nodes import YamlFile

    Parse = Callable[[bytes, Marks, int, frozenset[str], Limits], YamlFile]

ModelT = TypeVar("ModelT", bound=BaseModel)
Raw = tuple[str, bytes]
"""The name of a file, as it is shown, and its bytes."""

TYPED_KEYS = frozenset(("format", "order", "occurrence", "draft", "count", "year", "date", "until", "at_least"))
"""The keys whose values are numbers, dates or yes and no; a bare `no` elsewhere is a trap."""

_MAX_ROUNDS = 12
_ID_LINE = re.compile(r"^[ \t]*(?:- )?id:[ \t]*['\"]?([^\s'\"#]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Loaded(Generic[ModelT]):
    """What came of reading: the value (None when nothing could be parsed), its positions, the findings of reading.

    `left_out` are the ids of elements that stand in the files but could not be read.
    """

    value: ModelT | None
    positions: Positions
    findings: tuple[Finding, ...]
    left_out: frozenset[str] = frozenset()


def load_document(files: Sequence[Raw], limits: Limits = DEFAULT_LIMITS) -> Loaded[VisionDocument]:
    """Read a vision document from one file, or from several that are merged section by section."""
    loaded = load_value(VisionDocument, files, limits=limits)
    document = loaded.value
    excesses = list(find_excesses(document, limits)) if document is not None else []
    if document is None or not excesses:
        return loaded
    findings = list(loaded.findings)
    for section, limit in excesses:
        place = Place(files[0][0], (section,), is_key=True)
        slots = {"limit": limit, "value": getattr(limits, limit)}
        findings.append(Finding.from_slots("too-large", place, slots, location=loaded.positions.locate(place)))
    without = {section: () for section, _ in excesses}
    return replace(loaded, value=document.model_copy(update=without), findings=tuple(findings))


def load_value(
    model: type[ModelT], files: Sequence[Raw], parse: Parse = parse_yaml, limits: Limits = DEFAULT_LIMITS
) -> Loaded[ModelT]:
    """Read a value of a model class from YAML files, or files of what `parse` parses. What is wrong is found."""
    with _collector_off():
        reading = _Reading(files, parse, limits)
        value = reading.validate(model)
    return Loaded(value, reading.positions, tuple(reading.findings), frozenset(reading.left_out))


@contextmanager
def _collector_off() -> Iterator[None]:
    """Hold the cyclic garbage collector: loading makes millions of containers and no garbage."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Reading:
    """One reading of one document: the data while it is being cleared of what does not fit."""

    def __init__(self, files: Sequence[Raw], parse: Parse, limits: Limits) -> None:
        self.limits = limits
        self.findings: list[Finding] = []
        self.left_out: set[str] = set()
        self.marks = Marks()
        self.name = files[0][0] if files else ""
        parsed = self._parse(files, parse)
        shown = tuple((name, file.lines) for (name, _), file in zip(files, parsed, strict=True))
        self.positions = Positions(None, self.marks, shown)
        for number, file in enumerate(parsed):
            self.findings += [self._of_fault(number, fault) for fault in file.faults]
            self.left_out.update(_ID_LINE.findall(file.skipped))
            if file.faults:
                self._drop_parked(file.data)
        self.data = self._merge([file.data for file in parsed])
        self.positions = Positions(self.data, self.marks, shown)
        if self.data is not None and self.marks.has_readings():
            self._find_readings(self.data, ())

    def validate(self, model: type[ModelT]) -> ModelT | None:
        """Validate the data, leaving out what does not fit, until the rest does; None when nothing is left."""
        if not isinstance(self.data, dict):
            return None
        if "format" in model.model_fields:
            self._check_format()
        for section in [key for key, value in self.data.items() if value is None and key in model.model_fields]:
            self.marks.drop(self.data, section)
        if "document" in model.model_fields:
            self._cut_sections(self.limits.elements)
        names: SharedNames = {}
        is_cut = False
        for round_number in range(_MAX_ROUNDS):
            try:
                value = model.model_validate(self.data, context=names)
            except ValidationError as error:
                if error.error_count() > self.limits.findings and not is_cut:
                    is_cut = True
                    self._cut(self.data, (), self.limits.findings // 4)
                    continue
                details = error.errors(include_url=False, include_context=True)
            else:
                return value
            for detail in details:
                # What is missing in a later round was left out by an earlier one, which has said why.
                if round_number == 0 or detail["type"] != "missing":
                    place = Place(self.name, self._path(detail), is_key=detail["loc"][-1] == "[key]")
                    self.findings.append(explain_refusal(model, detail, place, self.positions))
            self._drop({self._path(detail) for detail in details})
            self._complete(model)
        return None

    def _parse(self, files: Sequence[Raw], parse: Parse) -> list[YamlFile]:
        """Parse the files; what the limits allow of one they allow of all together."""
        parsed: list[YamlFile] = []
        limits = self.limits
        for number, (_, raw) in enumerate(files):
            parsed.append(parse(raw, self.marks, number, TYPED_KEYS, limits))
            if len(files) > 1:
                left = self.limits.entries - self.marks.count_entries()
                limits = self.limits.model_copy(update={"entries": max(0, left)})
        return parsed

    # ---- putting the files together -------------------------------------------------------------------------------

    def _merge(self, data: list[Any]) -> Any:
        usable = [item for item in data if isinstance(item, dict)]
        for number, item in enumerate(data):
            if item is not None and not isinstance(item, dict):
                found = "@list" if isinstance(item, list) else "@text"
                self.findings.append(
                    self._finding_at("not-a-mapping", self.positions.at(number, 0, 0), {"found": found})
                )
        if len(usable) <= 1:
            return usable[0] if usable else None
        merged: dict[str, Any] = {}
        packed: list[int] = []
        for item in usable:
            for key, value in item.items():
                mine = merged.get(key)
                if value is None and mine is not None:
                    continue  # a section left blank in one file, filled in another
                if key not in merged:
                    merged[key] = value
                    packed.extend(self.marks.packed(item, key))
                elif isinstance(mine, list) and isinstance(value, list):
                    both = [*mine, *value]
                    self.marks.merge(both, [mine, value])
                    merged[key] = both
                elif key != "format" or mine != value:
                    mark = self.marks.find(item, key)
                    at = self.positions.at(mark.file, mark.key_line, mark.key_column, len(key)) if mark else None
                    self.findings.append(self._finding_at("duplicate-key", at, {"key": key}))
        self.marks.add(merged, packed)
        return merged

    def _drop_parked(self, data: Any) -> None:
        pending = [data]
        while pending:
            item = pending.pop()
            if isinstance(item, dict):
                for key in parked_keys(item):
                    self.marks.drop(item, key)
                pending += item.values()
            elif isinstance(item, list):
                pending += item

    def _check_format(self) -> None:
        found = self.data.get("format")
        if isinstance(found, str) and found.isdecimal() and found.lstrip("0") != str(FORMAT):
            place = Place(self.name, ("format",))
            self._add("unsupported-format", place, found=shown_value(found), supported=FORMAT)
        if found is None:
            self.findings.append(self._finding_at("missing-key", self.positions.at(0, 0, 0), {"key": "format"}))
            self.data["format"] = str(FORMAT)

    # ---- findings ---------------------------------------------------------------------------------------------------

    def _add(self, rule: str, place: Place, **slots: object) -> None:
        at = self.positions.locate(place)
        self.findings.append(Finding.from_slots(rule, place, slots, location=at))

    def _finding_at(self, rule: str, location: Location | None, slots: Mapping[str, object]) -> Finding:
        return Finding.from_slots(rule, Place(self.name), slots, location=location)

    def _of_fault(self, file: int, fault: Fault) -> Finding:
        location = self.positions.at(file, fault.line, fault.column, fault.width)
        return self._finding_at(fault.rule, location, fault.args)

    def _find_readings(self, data: Any, path: DocumentPath) -> None:
        pending: list[tuple[Any, DocumentPath]] = [(data, path)]
        while pending:
            item, here = pending.pop()
            for key, reading in self.marks.readings(item).items():
                self._add("ambiguous-scalar", Place(self.name, (*here, key)), text=item[key], reading=reading)
            entries = item.items() if isinstance(item, dict) else enumerate(item)
            # A severity is written bare (`SOT311: off`), a limit is a number, and no other reader sees the settings.
            pending += [
                (value, (*here, key))
                for key, value in entries
                if isinstance(value, (dict, list)) and (*here, key) not in (("rules",), ("limits",))
            ]

    # ---- errors of validation ---------------------------------------------------------------------------------------

    def _path(self, detail: ErrorDetails) -> DocumentPath:
        """Return the part of an error's location that exists in the data (unions add steps of their own)."""
        container: Any = self.data
        path: list[str | int] = []
        for step in detail["loc"]:
            if _has(container, step):
                path.append(step)
                container = container[step]
        return tuple(path)

    def _drop(self, paths: set[DocumentPath]) -> None:
        """Remove what stands at paths: an unknown key, a bad value, or the smallest thing that lacks a key."""
        steps_of: dict[DocumentPath, list[str | int]] = {}
        for path in paths:
            if path and (path != ("document",) or not isinstance(self.data["document"], dict)):
                steps_of.setdefault(path[:-1], []).append(path[-1])
        for parent in sorted(steps_of, key=len, reverse=True):  # the inner first: they move nothing around them
            container: Any = self.data
            for step in parent:
                container = container[step]
            for step in steps_of[parent]:
                value = container[step]
                if isinstance(value, dict) and isinstance(value.get("id"), str):
                    self.left_out.add(value["id"])
            self.marks.drop(container, *steps_of[parent])

    def _cut_sections(self, left: int) -> None:
        """Cut the sections to the first so many entries of all."""
        for section, entries in self.data.items():
            if isinstance(entries, list) and len(entries) > left:
                place = Place(self.name, (section, left))
                self._add("too-large", place, limit="elements", value=self.limits.elements)
                self.marks.drop(entries, *range(left, len(entries)))
            left -= len(entries) if isinstance(entries, list) else 0

    def _cut(self, container: Any, path: DocumentPath, left: int) -> int:
        """Cut the data to its first so many values, so that no more faults are found than can be told."""
        steps: list[Any] = list(container) if isinstance(container, dict) else list(range(len(container)))
        for number, step in enumerate(steps):
            if left == 0:
                place = Place(self.name, (*path, step))
                self._add("too-large", place, limit="findings", value=self.limits.findings)
                left = -1
            if left < 0:
                self.marks.drop(container, *steps[number:])
                break
            value, left = container[step], left - 1
            if isinstance(value, (dict, list)):
                left = self._cut(value, (*path, step), left)
                if left < 0:
                    self.marks.drop(container, *steps[number + 1 :])
                    break
        return left

    def _complete(self, model: type[BaseModel]) -> None:
        """Put back what the top of a document cannot do without, saying nothing."""
        if "format" in model.model_fields:
            self.data.setdefault("format", str(FORMAT))
        if "document" in model.model_fields:
            header = self._at_least(self.data, "document")
            header.setdefault("id", "unnamed")
            title = self._at_least(header, "title")
            if not title:
                title.update(dict.fromkeys(LANGUAGES, "unnamed"))

    def _at_least(self, container: dict[str, Any], key: str) -> Any:
        """Return the value of a key, which becomes an empty mapping where there is none."""
        if container.get(key) is None:
            container[key] = {}
            self.marks.add(container[key], [])
        return container[key]


def _has(container: Any, step: str | int) -> bool:
    """Say whether a container has an entry for a step of a path."""
    if isinstance(container, list):
        return isinstance(step, int) and step < len(container)
    return isinstance(container, dict) and step in container
