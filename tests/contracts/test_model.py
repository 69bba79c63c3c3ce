"""The tables of the model agree with its classes, with the store and with the outputs."""

from __future__ import annotations

import ast
import datetime as dt
import importlib
import inspect
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

import pytest
from pydantic import BaseModel

import sotetrace
from sotetrace.checks.run import __file__ as checks_run
from sotetrace.model import elements
from sotetrace.model.document import VisionDocument
from sotetrace.model.elements import Element
from sotetrace.model.kinds import KIND_NAMES, KINDS, SECTION_OF, Kind
from sotetrace.model.limits import Limits
from sotetrace.model.links import LINK_ROW, LINK_TYPES, LISTED_LINK_TYPES, MUST_CARRY, Basis, Link, LinkType
from sotetrace.model.settings import Settings, WaiverFile
from sotetrace.model.text import LANGUAGES, Text
from sotetrace.report.shapes.elements import ElementShape, LinkShape
from sotetrace.store.documents import TYPED_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterator

SRC = Path(sotetrace.__file__).parent
SECTIONS = [
    *("format", "document", "sources"),
    *("statements", "trends", "levels", "core_problems", "goals", "sub_goals", "measures", "indicators"),
    *("actors", "milestones", "scopes", "judged", "retired", "expectations"),
]
CLASSES: dict[Kind, type[Element]] = {
    cls.kind: cls
    for cls in vars(elements).values()
    if inspect.isclass(cls) and issubclass(cls, Element) and "kind" in vars(cls)
}
FORBIDDEN = {"util", "utils", "helper", "helpers", "manager", "misc", "issue", "node", "edge", "requirement"}
"""Words that house.md keeps out of names; node and edge belong into the rooms that speak of graphs and YAML."""
_ROOMS_OF_NODES = ("graph/", "store/yaml_nodes.py", "store/documents.py")


def models_below(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """Yield a model class and every class that its fields can hold."""
    seen: set[type[BaseModel]] = set()
    pending: list[Any] = [model]
    while pending:
        found = pending.pop()
        if isinstance(found, type) and issubclass(found, BaseModel):
            if found not in seen:
                seen.add(found)
                yield found
                pending += [field.annotation for field in found.model_fields.values()]
        else:
            pending += get_args(found)


def leaves(annotation: Any) -> set[Any]:
    return {leaf for part in get_args(annotation) for leaf in leaves(part)} if get_args(annotation) else {annotation}


# ---- sections, kinds and links -----------------------------------------------------------------------------


def test_sections_are_the_fields_of_the_document_in_the_order_of_the_chain() -> None:
    assert list(VisionDocument.model_fields) == SECTIONS


def test_every_kind_has_a_row_a_section_and_a_class() -> None:
    assert get_args(Kind) == KIND_NAMES == tuple(row.name for row in KINDS)
    for row in KINDS:
        assert SECTION_OF[row.name] == row.section
        assert leaves(VisionDocument.model_fields[row.section].annotation) - {...} == {CLASSES[row.name]}
        assert [section for section in SECTIONS if section in SECTION_OF.values()] == [row.section for row in KINDS]
    assert set(CLASSES) == set(KIND_NAMES)


def test_every_link_type_has_a_row_and_stands_where_the_row_says() -> None:
    assert set(get_args(LinkType)) == set(LINK_ROW) == {row.name for row in LINK_TYPES}
    for row in LINK_TYPES:
        holders = {kind for kind, cls in CLASSES.items() if (row.field or row.name) in cls.model_fields}
        assert holders == set(row.sources), row.name
        assert set(row.targets) <= set(KIND_NAMES)
    assert tuple(row.name for row in LINK_TYPES if not row.field) == LISTED_LINK_TYPES
    for cls in CLASSES.values():
        lists = {
            name
            for name, field in cls.model_fields.items()
            if any(isinstance(leaf, type) and issubclass(leaf, Link) for leaf in leaves(field.annotation))
        }
        assert lists <= set(LISTED_LINK_TYPES)


def test_every_basis_says_what_it_must_carry() -> None:
    assert set(MUST_CARRY) == set(get_args(Basis))
    for keys in MUST_CARRY.values():
        assert set(keys) <= set(Link.model_fields)


def test_every_language_is_a_field_of_a_text() -> None:
    assert tuple(Text.model_fields) == LANGUAGES


def test_id_stands_first_and_every_value_is_frozen_and_closed() -> None:
    for cls in CLASSES.values():
        assert next(iter(cls.model_fields)) == "id"
    for root in (VisionDocument, Settings, WaiverFile):
        for model in models_below(root):
            assert model.model_config.get("frozen") is True, model
            assert model.model_config.get("extra") == "forbid", model


def test_typed_keys_are_those_whose_values_are_no_text() -> None:
    """YAML may read `no`, `010` and dates as they are only where the model wants a number, a date or yes and no."""
    typed = {
        field.alias or name
        for root in (VisionDocument, Settings, WaiverFile)
        for model in models_below(root)
        if model is not Limits  # of the settings, which no other reader sees
        for name, field in model.model_fields.items()
        if leaves(field.annotation) & {int, bool, float, dt.date}
    }
    assert typed == TYPED_KEYS


def test_a_key_is_typed_everywhere_or_nowhere() -> None:
    for root in (VisionDocument, Settings, WaiverFile):
        for model in models_below(root):
            for name, field in model.model_fields.items():
                if (field.alias or name) in TYPED_KEYS:
                    assert str not in leaves(field.annotation), (model, name)


def test_export_has_a_key_for_every_field_of_an_element() -> None:
    ours = set(ElementShape.model_fields) - {"urn", "kind", "measurement"}
    measured = {"baseline", "target", "unit", "year", "date", "data_source"}
    for cls in CLASSES.values():
        assert set(cls.model_fields) - measured - set(LISTED_LINK_TYPES) <= ours, cls
    assert set(Element.model_fields) <= ours


def test_export_has_a_key_for_every_field_of_a_link() -> None:
    evidence = {"where", "quote", "prefix", "suffix", "occurrence"}
    renamed = {"to": "target", "start": "source_part", "reviewed": "reviewed_by"}
    for name in set(Link.model_fields) - evidence:
        assert renamed.get(name, name) in LinkShape.model_fields


# ---- the public names --------------------------------------------------------------------------------------


def test_public_names_are_there_typed_and_explained() -> None:
    for name in sotetrace.__all__:
        value = getattr(sotetrace, name)
        if name == "__version__":
            assert re.fullmatch(r"\d+\.\d+\.\d+.*", value)
            continue
        text = inspect.getdoc(value)
        assert text, name
        assert value == getattr(importlib.import_module("sotetrace"), name)
    assert (SRC / "py.typed").is_file()
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = sotetrace.no_such_name


def test_example_of_the_package_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    project = sotetrace.open()
    (result,) = project.coverage()
    assert result.document == "sote2040"
    assert isinstance(result, sotetrace.CoverageResult)
    assert all(isinstance(finding, sotetrace.Finding) for finding in project.findings)
    assert isinstance(project.document, sotetrace.VisionDocument)
    assert get_type_hints(sotetrace.Project.open.__func__)  # type: ignore[attr-defined]


# ---- names -------------------------------------------------------------------------------------------------


def names_defined(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.arg(arg=name):
                yield name
            case ast.Name(id=name, ctx=ast.Store()):
                yield name


@pytest.mark.parametrize("path", sorted(SRC.rglob("*.py")), ids=lambda path: path.relative_to(SRC).as_posix())
def test_names_keep_to_the_words_of_the_house(path: Path) -> None:
    where = path.relative_to(SRC).as_posix()
    allowed = {"node", "edge"} if where.startswith(_ROOMS_OF_NODES) else set()
    allowed |= {"issue"} if where == "model/mapping.py" else set()  # SSSOM calls two of its slots so
    names = [*path.relative_to(SRC).with_suffix("").parts, *names_defined(ast.parse(path.read_text(encoding="utf-8")))]
    for name in names:
        words = set(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower().split("_"))
        assert not words & (FORBIDDEN - allowed), name


def test_every_check_is_in_the_table() -> None:
    table = Path(checks_run).read_text(encoding="utf-8")
    for path in Path(checks_run).parent.glob("*.py"):
        if re.search(r"^def check_\w+\(", path.read_text(encoding="utf-8"), re.MULTILINE):
            assert f"sotetrace.checks.{path.stem}" in table, path.stem


def test_results_and_errors_are_named_so() -> None:
    for path in SRC.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                bases = {base.id for base in node.bases if isinstance(base, ast.Name)}
                if any(base.endswith(("Error", "Exception")) for base in bases):
                    assert node.name.endswith("Error"), node.name
