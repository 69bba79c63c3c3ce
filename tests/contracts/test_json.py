"""The JSON interface: every output is valid against the schema that is published for it, and stable."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from sotetrace.coverage import FACETS
from sotetrace.report.shapes.base import Shape
from sotetrace.report.shapes.schemas import SCHEMAS, schema_of
from sotetrace.store.documents import load_document, load_value
from tests.cli.plans import BROKEN, PLAN, UNPARSABLE, write_plan
from tests.cli.runner import ROOT, VISION, sotetrace

if TYPE_CHECKING:
    from pathlib import Path

OUTPUTS = {
    "check": ["check --format json", "check --format json --lang sv"],
    "coverage": [
        "coverage --without M8 --without G1.3 --only stated --only inferred --format json",
        "coverage --format json",
        "coverage --as-source --format json",
        "coverage --format json --fail-under sub_goal=10 --fail-under measure=10",
    ],
    "list": [
        f"list {kind} --format json" for kind in ("statements", "measures", "actors", "indicators", "links", "scopes")
    ],
    "element": [f"show {identifier} --format json" for identifier in ("S1", "L1", "G2.2", "M6", "A1", "R1")],
    "scope": ["show X1 --format json"],
    "model": ["export json", "export json -m tests/golden/town -d town"],
    "workspace": ["export json -m tests/golden/town"],
    "rules": ["explain --format json", "explain SOT001 --format json"],
    "verify": ["verify --format json"],
    "trace": [f"trace {options} --format json" for options in ("M8", "S1", "P1 --down --depth 2", "G2.2.c --up")],
    "paths": ["path M8 P3 --format json", "path T1 M1 --limit 1 --format json", "path A1 A2 --format json"],
    "impact": ["impact M10 --format json", "impact M8 M10 G2 --format json", "impact --all --format json"],
    "robustness": ["robustness --format json"],
    "review": ["review --format json", "review --limit 1 --format json"],
    "crosswalk": [
        f"crosswalk {options} -m tests/golden/town --format json" for options in ("", "town nation", "region town")
    ],
    "import": [
        "import csv examples/county/toimenpiteet.csv --dry-run --format json",
        "import sssom data/family/soste--sote2040.sssom.tsv --dry-run --format json",
    ],
    "across": [
        "coverage -m data/family -d soste --across sote2040 --format json",
        "coverage -m tests/golden/town --across nation --format json",
    ],
    "trace-across": [
        f"trace {identifier} --across -m data/family --format json" for identifier in ("soste:G4", "sote2040:M8")
    ],
    "documents": [
        f"{command} -m tests/golden/town --format json"
        for command in ("list goals", "list links", "robustness", "review", "impact --all", "coverage --by measure")
    ],
    "matrix": [
        *(f"coverage --by {facet} --format json" for facet in FACETS),
        "coverage --by measure --without M8 --only inferred --format json",
    ],
}
CALLS = [(name, args) for name, calls in OUTPUTS.items() for args in calls]


@cache
def validator(name: str) -> Draft202012Validator:
    schema = schema_of(name)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def assert_valid(name: str, document: Any) -> None:
    errors = [f"{error.json_path}: {error.message[:200]}" for error in validator(name).iter_errors(document)]
    assert not errors, errors[:5]


def test_every_output_has_a_schema_and_a_call_here() -> None:
    # A call that answers with verdicts writes into the model: tests/cli/test_review.py; the others need a repository.
    elsewhere = {"verdicts", "changelog", "diff", "history", "merge", "trend"}
    assert {name for name, model in SCHEMAS.items() if issubclass(model, Shape)} == OUTPUTS.keys() | elsewhere


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_is_a_schema(name: str) -> None:
    schema = schema_of(name)
    Draft202012Validator.check_schema(schema)
    assert list(schema)[:2] == ["$schema", "$id"]
    assert "http" not in json.dumps({key: value for key, value in schema.items() if key != "$schema"})


@pytest.mark.parametrize(("name", "args"), CALLS, ids=[args for _, args in CALLS])
def test_output_is_valid_and_begins_with_its_schema(name: str, args: str) -> None:
    document = json.loads(sotetrace(*args.split()).out)
    assert next(iter(document.items())) == ("schema", f"sotetrace.{name}/1")
    assert_valid(name, document)


@pytest.mark.parametrize("text", [BROKEN, UNPARSABLE, PLAN.partition("measures:")[0]], ids=["broken", "list", "bare"])
def test_output_on_faulty_models_is_valid(text: str, tmp_path: Path) -> None:
    plan = write_plan(tmp_path, text)
    assert_valid("check", json.loads(sotetrace("check", "-m", plan, "--format", "json").out))
    calls = {
        "coverage": "coverage",
        "list": "list links",
        "model": "export json",
        "matrix": "coverage --by measure",
        "impact": "impact --all",
        "robustness": "robustness",
        "review": "review",
        "trace": "trace G1",
        "paths": "path G1 P1",
    }
    for name, args in calls.items():
        more = () if name == "model" else ("--format", "json")
        done = sotetrace(*args.split(), "-m", plan, *more)
        assert done.status == (3 if text == UNPARSABLE else 0), done.err
        if done.status == 0:
            assert_valid(name, json.loads(done.out))


@pytest.mark.parametrize("name", OUTPUTS)
def test_schema_refuses_what_it_does_not_know(name: str) -> None:
    document = json.loads(sotetrace(*OUTPUTS[name][0].split()).out)
    for wrong in ({**document, "more": 1}, {**document, "schema": "sotetrace.other/1"}, {"schema": document["schema"]}):
        assert not validator(name).is_valid(wrong)


@pytest.mark.parametrize(("name", "args"), CALLS, ids=[args for _, args in CALLS])
def test_same_bytes_twice_relative_paths_and_no_time(name: str, args: str) -> None:
    first, second = sotetrace(*args.split()), sotetrace(*args.split())
    assert first == second
    assert str(ROOT) not in first.out
    assert "\\\\" not in re.sub(r"\\\\u", "", first.out) or name == "rules"
    assert not re.search(r"\b20\d\d-\d\d-\d\dT", first.out)


def test_paths_are_relative_to_the_current_folder(tmp_path: Path) -> None:
    write_plan(tmp_path, BROKEN, "data/vision.yaml")
    (tmp_path / "deep").mkdir()
    for folder, shown in ((tmp_path, "data/vision.yaml"), (tmp_path / "data", "vision.yaml")):
        findings = json.loads(sotetrace("check", "--format", "json", cwd=folder).out)["findings"]
        assert {finding["location"]["file"] for finding in findings} == {shown}


def test_fingerprints_stay_when_lines_shift_and_words_change(tmp_path: Path) -> None:
    def fingerprints(text: str, language: str) -> list[str]:
        plan = write_plan(tmp_path, text)
        done = sotetrace("check", "-m", plan, "--format", "json", "--lang", language)
        return [finding["fingerprint"] for finding in json.loads(done.out)["findings"]]

    first = fingerprints(BROKEN, "en")
    assert first == fingerprints("# a line more\n\n" + BROKEN, "fi")
    assert len(set(first)) == len(first)


def test_model_holds_every_element_and_link_of_the_graph() -> None:
    model = json.loads(sotetrace("export", "json").out)
    document = load_document([("vision.yaml", VISION.read_bytes())]).value
    assert document is not None
    assert [element["id"] for element in model["elements"]] == [element.id for element in document.iter_elements()]
    known = {element["id"] for element in model["elements"]}
    assert {link[end] for link in model["links"] for end in ("source", "target")} <= known
    assert {link["basis"] for link in model["links"]} == {"stated", "layout", "blanket", "inferred"}


# ---- the YAML formats --------------------------------------------------------------------------------------


class Core(yaml.SafeLoader):
    """YAML 1.2 as editors read it: `yes` and dates are text, `true` and numbers are not."""

    yaml_implicit_resolvers = {}  # noqa: RUF012  the name is PyYAML's


for tag, pattern, first in (
    ("bool", r"true|false", "tf"),
    ("null", r"null|~|", ["n", "~", ""]),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?[0-9]+\.[0-9]+", "-+0123456789"),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"^(?:{pattern})$"), list(first))


def test_vision_is_valid_against_the_published_schema_as_editors_read_it() -> None:
    assert_valid("vision", yaml.load(VISION.read_bytes(), Loader=Core))  # a safe loader


def test_vision_is_valid_against_the_published_schema_as_it_is_loaded() -> None:
    document = load_document([("vision.yaml", VISION.read_bytes())])
    assert document.value is not None
    assert not document.findings
    assert_valid("vision", document.value.model_dump(mode="json", by_alias=True, exclude_unset=True))


def test_starter_is_valid_against_the_published_schemas(tmp_path: Path) -> None:
    assert sotetrace("init", tmp_path).status == 0
    for name, file in (("vision", "data/vision.yaml"), ("settings", "sotetrace.yaml"), ("waivers", "waivers.yaml")):
        loaded = load_value(SCHEMAS[name], [(file, (tmp_path / file).read_bytes())])
        assert loaded.value is not None
        assert not loaded.findings
        assert_valid(name, yaml.load((tmp_path / file).read_bytes(), Loader=Core))
