"""Read the formats of standing findings back as those do who take them: GitHub's runner, GitLab, Jenkins, a viewer."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import xmlschema
from jsonschema import Draft7Validator, Draft202012Validator

SCHEMAS = Path(__file__).parents[1] / "schemas"
MORE = re.compile(r"errors (\d+), warnings (\d+), notes (\d+)\.$")


@dataclass(frozen=True, slots=True)
class Annotation:
    """A workflow command as the runner takes it: its name, properties and message, unescaped."""

    level: str
    properties: dict[str, str]
    message: str


def read_github(text: str) -> list[Annotation]:
    """Return the commands of a log. A line is one when it begins with `::`, white space aside; two colons end the head.

    As the runner does: `%25` is unescaped last, in properties `%3A` and `%2C` too.
    """
    found = []
    for line in re.split(r"[\r\n]+", text):
        if not line.lstrip().startswith("::"):
            continue
        head, separator, data = line.lstrip()[2:].partition("::")
        assert separator, line
        name, _, given = head.partition(" ")
        pairs = dict(pair.split("=", 1) for pair in given.split(",")) if given else {}
        properties = {key: _unescape(value.replace("%3A", ":").replace("%2C", ",")) for key, value in pairs.items()}
        found.append(Annotation(name, properties, _unescape(data)))
    return found


def _unescape(text: str) -> str:
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def read_sarif(text: str) -> dict[str, Any]:
    """Return the one run of a log that is valid against the schema of OASIS."""
    log = json.loads(text)
    errors = [f"{error.json_path}: {error.message[:200]}" for error in _sarif().iter_errors(log)]
    assert not errors, errors[:5]
    (run,) = log["runs"]
    return dict(run)


def read_gitlab(text: str) -> list[dict[str, Any]]:
    """Return the entries of a Code Quality report that is valid against our schema."""
    assert not text.startswith("\ufeff")
    entries: list[dict[str, Any]] = json.loads(text)
    errors = [f"{error.json_path}: {error.message[:200]}" for error in _code_quality().iter_errors(entries)]
    assert not errors, errors[:5]
    assert len({entry["fingerprint"] for entry in entries}) == len(entries)
    return entries


def read_junit(text: str) -> ET.Element:
    """Return a test report that is valid against the schema of Jenkins, and whose counts are true."""
    _junit().validate(text)
    root = ET.fromstring(text)  # our own output
    for element in (root, *root):
        cases = list(element.iter("testcase"))
        assert int(element.get("tests", "")) == len(cases)
        assert int(element.get("failures", "")) == sum(1 for case in cases if case.find("failure") is not None)
        assert int(element.get("errors", "")) == 0
    for suite in root:
        assert int(suite.get("skipped", "")) == len(suite.findall("testcase/skipped"))
    names = [(case.get("classname"), case.get("name")) for case in root.iter("testcase")]
    assert len(set(names)) == len(names)
    return root


def count(name: str, text: str) -> Counter[str]:
    """Return how many findings of each severity a report in a format holds; `waived` where the format shows them."""
    return {"github": _count_github, "sarif": _count_sarif, "gitlab": _count_gitlab, "junit": _count_junit}[name](text)


def _count_github(text: str) -> Counter[str]:
    annotations = read_github(text)
    levels = {"error": "error", "warning": "warning", "notice": "note"}
    counted = Counter(levels[one.level] for one in annotations if "line" in one.properties)
    for one in annotations:
        if "line" not in one.properties:
            left_out = MORE.search(one.message)
            assert left_out is not None
            counted.update(dict(zip(("error", "warning", "note"), map(int, left_out.groups()), strict=True)))
    return +counted


def _count_sarif(text: str) -> Counter[str]:
    return Counter(
        "waived" if result.get("suppressions") else result["level"] for result in read_sarif(text)["results"]
    )


def _count_gitlab(text: str) -> Counter[str]:
    words = {"major": "error", "minor": "warning", "info": "note"}
    return Counter(words[entry["severity"]] for entry in read_gitlab(text))


def _count_junit(text: str) -> Counter[str]:
    return Counter(str(outcome.get("type")) for case in read_junit(text).iter("testcase") for outcome in case)


@cache
def _sarif() -> Draft7Validator:
    schema = json.loads((SCHEMAS / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema, format_checker=Draft7Validator.FORMAT_CHECKER)


@cache
def _code_quality() -> Draft202012Validator:
    schema = json.loads((SCHEMAS / "code-quality.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@cache
def _junit() -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(SCHEMAS / "junit-10.xsd")
