"""The data package: read back with Python's csv, its descriptor held to the profile of Frictionless Data."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

from sotetrace.coverage import READ_TIERS, SOURCE_TIERS
from sotetrace.report.exporters.csv import guard
from tests.exports.sources import ALL_HOSTILE, FORMULAS, coverage, exported, files_of, gaps, hostile, model, vision

PROFILE = Path(__file__).parents[1] / "schemas" / "tabular-data-package.json"
STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
READ: dict[str, Any] = {
    "string": str,
    "integer": int,
    "boolean": lambda text: {"true": True, "false": False}[text],
    "date": dt.date.fromisoformat,
}


def unguard(text: str) -> str:
    """Undo the guard as the decision record says: one apostrophe, where more than apostrophes stand before a sign."""
    return text[1:] if re.match(r"'[\s']*[=+\-@＝＋－＠]", text) else text


def rows_of(files: dict[str, str], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[f"{name}.csv"], newline="")))


def test_descriptor_is_a_tabular_data_package() -> None:
    schema = json.loads(PROFILE.read_text(encoding="utf-8"))
    descriptor = json.loads(exported("csv")["datapackage.json"])
    assert [error.message for error in Draft4Validator(schema).iter_errors(descriptor)] == []
    described = {resource["path"] for resource in descriptor["resources"]}
    assert described == set(exported("csv")) - {"datapackage.json"}
    for resource in descriptor["resources"]:
        raw = exported("csv")[resource["path"]].encode("utf-8")
        assert resource["bytes"] == len(raw)
        assert resource["hash"] == f"sha256:{hashlib.sha256(raw).hexdigest()}"


@pytest.mark.parametrize(
    "resource", json.loads(exported("csv")["datapackage.json"])["resources"], ids=lambda r: r["name"]
)
def test_rows_are_as_the_schema_says(resource: dict[str, Any]) -> None:
    files, schema = exported("csv"), resource["schema"]
    rows = rows_of(files, resource["name"])
    head = files[resource["path"]].splitlines()[0].split(",")
    assert head == [field["name"] for field in schema["fields"]]
    for row in rows:
        for field in schema["fields"]:
            if row[field["name"]]:
                READ[field["type"]](row[field["name"]])
    if "primaryKey" in schema:
        keys = [tuple(row[name] for name in schema["primaryKey"]) for row in rows]
        assert len(set(keys)) == len(keys)
    for foreign in schema.get("foreignKeys", ()):
        known = {row["id"] for row in rows_of(files, foreign["reference"]["resource"])}
        assert {row[foreign["fields"]] for row in rows if row[foreign["fields"]]} <= known


def test_elements_and_links_are_those_of_the_json_export() -> None:
    files = exported("csv")
    elements = {element["id"]: element for element in model()["elements"]}
    rows = {row["id"]: row for row in rows_of(files, "elements")}
    assert list(rows) == list(elements)
    for identifier, row in rows.items():
        assert (row["kind"], row["urn"]) == (elements[identifier]["kind"], elements[identifier]["urn"])
        assert {lang: row[f"title_{lang}"] for lang in elements[identifier]["title"]} == elements[identifier]["title"]
    links = [(link["source"], link["type"], link["target"], link["basis"]) for link in model()["links"]]
    found = rows_of(files, "links")
    assert [(row["source"], row["type"], row["target"], row["basis"]) for row in found] == links
    assert [row["confidence"] for row in found] == [link["confidence"] or "" for link in model()["links"]]
    assert [row["rationale_sv"] for row in found] == [link["rationale"].get("sv", "") for link in model()["links"]]


def test_figures_are_those_of_coverage() -> None:
    files = exported("csv")
    for expectation in coverage()["expectations"]:
        rows = [row for row in rows_of(files, "coverage") if row["expectation"] == expectation["id"]]
        assert [row["element"] for row in rows] == [element["id"] for element in expectation["elements"]]
        for scale, tiers in (("as_source", SOURCE_TIERS), ("as_read", READ_TIERS)):
            counted = Counter(row[scale] for row in rows)
            assert {tier: counted[tier] for tier in tiers} == expectation[scale]
    assert [row["part"] or row["element"] for row in rows_of(files, "gaps")] == gaps()
    assert len(rows_of(files, "waivers")) == len(vision().opened.workspace.waivers)


def test_matrix_tells_none_found_from_not_looked_at() -> None:
    rows = rows_of(exported("csv"), "matrix")
    kinds = Counter(element["kind"] for element in model()["elements"])
    assert len(rows) == kinds["measure"] * kinds["sub_goal"]  # every pair of the vision was judged
    assert {row["is_judged"] for row in rows} == {"true"}
    linked = {(row["measure"], row["sub_goal"]) for row in rows if row["tier"] != "none"}
    assert linked == {
        (link["source"], link["target"])
        for link in model()["links"]
        if link["type"] == "advances" and link["basis"] == "inferred" and link["sign"] == "positive"
    }


def test_texts_have_a_row_for_each_language() -> None:
    rows = rows_of(exported("csv"), "texts")
    titles = {(row["owner"], row["language"]): row for row in rows if row["field"] == "title"}
    for element in model()["elements"]:
        for language, words in element["title"].items():
            assert unguard(titles[element["id"], language]["text"]) == words
    assert {row["standing"] for row in rows} == {"original", "own", "source"}
    variants = [variant["text"] for element in model()["elements"] for variant in element["variants"]]
    assert [row["text"] for row in rows if row["field"] == "variant"] == variants


def test_guard_changes_nothing_in_the_vision() -> None:
    for name, content in exported("csv").items():
        if name.endswith(".csv"):
            cells = [cell for row in csv.reader(io.StringIO(content, newline="")) for cell in row]
            assert [cell for cell in cells if unguard(cell) != cell] == []


@pytest.mark.parametrize("name", FORMULAS)
def test_guard_can_be_taken_away(name: str) -> None:
    text = FORMULAS[name]
    assert unguard(guard(text)) == text
    assert not guard(text).lstrip().startswith(("=", "+", "-", "@", "＝"))


@pytest.mark.parametrize("text", ["-10", "+3,5 %", "-10 000", "– 3", "a=b", "", "2030"])
def test_numbers_and_words_are_left_alone(text: str) -> None:
    assert guard(text) == text


@pytest.mark.parametrize("name", ALL_HOSTILE)
def test_hostile_text_is_one_inert_cell(name: str) -> None:
    files = files_of(hostile(name), "csv")
    plain = files_of(hostile("heading"), "csv")
    assert list(files) == list(plain)
    for path, content in files.items():
        assert not STEERING.search(content), path
        if path.endswith(".csv"):
            read = list(csv.reader(io.StringIO(content, newline=""), strict=True))
            assert [len(row) for row in read] == [len(row) for row in csv.reader(io.StringIO(plain[path], newline=""))]
            cells = [cell for row in read[1:] for cell in row]
            assert not [cell for cell in cells if cell.lstrip()[:1] in tuple("=+-@＝")]
    json.loads(files["datapackage.json"])
