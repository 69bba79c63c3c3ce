"""The reference of the YAML format names every key of the model, and its examples are a valid document."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel

from sotetrace.findings import Severity
from sotetrace.model.document import VisionDocument
from sotetrace.model.elements import InstrumentKind, StatementRole
from sotetrace.model.expectations import DEFAULT_EXPECTATIONS
from sotetrace.model.kinds import KINDS
from sotetrace.model.links import LINK_TYPES, LISTED_LINK_TYPES, MUST_CARRY, ActorRole, Basis, Confidence, Sign
from sotetrace.model.settings import Baseline, Settings, SeverityName, WaiverFile
from sotetrace.project import Project
from sotetrace.store.documents import TYPED_KEYS
from tests.docs.pages import ROOT, fences_of

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = (ROOT / "docs/reference/format.md").read_text(encoding="utf-8")
KEYS_PAGES = PAGE + (ROOT / "docs/reference/limits.md").read_text(encoding="utf-8")
"""With the page of one key of the settings, which is as long as another."""
_MARK = re.compile(r"<!-- keys: (\w+)(?: over (\w+))? -->")
_ROW = re.compile(r"^ *\| ((?:`\w+`(?:, )?)+) \|", re.MULTILINE)


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the classes of a model that a type is made of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from models_in(argument)


def reachable() -> dict[str, type[BaseModel]]:
    """Return every class of the format by its name, with the classes that they add keys to."""
    found: dict[str, type[BaseModel]] = {}
    waiting: list[type[BaseModel]] = [VisionDocument, Settings, WaiverFile, Baseline]
    while waiting:
        model = waiting.pop()
        if model.__name__ in found:
            continue
        found[model.__name__] = model
        waiting += [base for base in model.__mro__[1:] if issubclass(base, BaseModel) and base.model_fields]
        waiting += [each for field in model.model_fields.values() for each in models_in(field.annotation)]
    return found


def keys_of(model: type[BaseModel]) -> set[str]:
    return {field.alias or name for name, field in model.model_fields.items()}


def tables() -> dict[str, tuple[str | None, list[str]]]:
    """Return, for each marked class, the class it adds keys to and the keys of the table that follows."""
    marks = list(_MARK.finditer(KEYS_PAGES))
    ends = [*(mark.start() for mark in marks[1:]), len(KEYS_PAGES)]
    found = {}
    for mark, end in zip(marks, ends, strict=True):
        table = KEYS_PAGES[mark.end() : end]
        head = table.find("| --- |")
        stop = re.search(r"^(?! *\|)", table[head:], re.MULTILINE)
        rows = table[head : head + stop.start()] if head >= 0 and stop else ""
        found[mark[1]] = (mark[2], [key for row in _ROW.findall(rows) for key in re.findall(r"\w+", row)])
    return found


def test_every_key_of_every_class_is_in_its_table() -> None:
    models, shown = reachable(), tables()
    assert models.keys() == shown.keys()
    for name, (base, keys) in shown.items():
        assert len(keys) == len(set(keys)), name
        assert set(keys) == keys_of(models[name]) - (keys_of(models[base]) if base else set()), name
        if base:
            assert issubclass(models[name], models[base]), name


def test_every_word_of_the_vocabulary_is_mentioned() -> None:
    vocabularies = (StatementRole, InstrumentKind, ActorRole, Basis, Confidence, Sign, SeverityName)
    words = {word for vocabulary in vocabularies for word in get_args(vocabulary)}
    for word in (*words, *TYPED_KEYS, *MUST_CARRY, *(row.name for row in KINDS), *(row.name for row in LINK_TYPES)):
        assert f"`{word}`" in KEYS_PAGES, word


def test_tables_of_kinds_and_links_agree_with_the_model() -> None:
    for kind in KINDS:
        links = ", ".join(f"`{row.name}`" for row in LINK_TYPES if not row.field and kind.name in row.sources)
        row = re.search(rf"^\| `{kind.name}` \| `{kind.section}` \| {kind.prefix} \|(.*)\|$", PAGE, re.MULTILINE)
        assert row is not None, kind.name
        assert sorted(row[1].strip().split(", ")) == sorted(links.split(", ")), kind.name
    for link in LINK_TYPES:
        if link.name in LISTED_LINK_TYPES:
            ends = [
                ", ".join(kind.replace("_", "-" if kind == "sub_goal" else " ") for kind in kinds)
                for kinds in (link.sources, link.targets)
            ]
            assert f"| `{link.name}` | {ends[0]} | {ends[1]} |" in PAGE, link.name


def test_examples_are_a_valid_document(tmp_path: Path) -> None:
    for number, fence in enumerate(fences_of(PAGE)):
        assert fence.language == "yaml"
        (tmp_path / f"{number:02}.yaml").write_text(fence.body, encoding="utf-8")
    project = Project.open(tmp_path)
    faults = [f for f in project.findings if f.severity >= Severity.WARNING and not f.code.startswith("SOT3")]
    assert [f"{fault.location}: {fault.message('en')}" for fault in faults] == []
    assert project.document.expectations == DEFAULT_EXPECTATIONS


def test_examples_use_every_key_of_a_document() -> None:
    yaml = "\n".join(fence.body for fence in fences_of(PAGE))
    others = ("Settings", "WaiverFile", "Waiver", "Acceptance", "Baseline", "KnownGap", "Limits")
    document = [model for name, model in reachable().items() if name not in others]
    for model in document:
        for key in keys_of(model) - {"fi", "sv"}:
            assert re.search(rf"\b{key}:", yaml), f"{model.__name__}: {key}"
