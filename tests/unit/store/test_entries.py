"""Appending to YAML: one entry comes, and every other byte stays."""

from __future__ import annotations

import pytest
import yaml

from sotetrace.errors import SotetraceError
from sotetrace.store.entries import append_entry, append_key

ENTRY = {"rule": "uncovered-sub-goal", "element": "G1.1", "reason": 'later: "not yet" # really', "until": "2027-01-31"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "waivers:\n  - a: bc\n"),
        ("format: 1\n", "format: 1\n\nwaivers:\n  - a: bc\n"),
        ("format: 1", "format: 1\n\nwaivers:\n  - a: bc\n"),
        ("waivers: []\nformat: 1\n", "waivers:\n  - a: bc\nformat: 1\n"),
        ("waivers:\nformat: 1\n", "waivers:\n  - a: bc\nformat: 1\n"),
        (
            "# top\nwaivers:\n- x: y   # kept\n# about the next list\nchanges: []\n",
            "# top\nwaivers:\n- x: y   # kept\n- a: bc\n# about the next list\nchanges: []\n",
        ),
        (
            "waivers:\n    -   x: y\n        z: >-\n          long\n          text\n\n# end\n",
            "waivers:\n    -   x: y\n        z: >-\n          long\n          text\n    - a: bc\n\n# end\n",
        ),
        ("waivers:\n  - {x: y}\n  # a comment inside\n", "waivers:\n  - {x: y}\n  - a: bc\n  # a comment inside\n"),
        ("waivers:\r\n  - x: y\r\n", "waivers:\r\n  - x: y\r\n  - a: bc\r\n"),
    ],
)
def test_an_entry_comes_and_the_rest_stays(before: str, after: str) -> None:
    assert append_entry(before, "waivers", {"a": "bc"}) == after


def test_values_are_read_back_as_they_were() -> None:
    text = append_entry("format: 1\n", "changes", {**ENTRY, "elements": ["G1", "no", "a, b"]})
    found = yaml.safe_load(text)["changes"][0]
    assert found["reason"] == ENTRY["reason"]
    assert found["elements"] == ["G1", "no", "a, b"]


@pytest.mark.parametrize("text", ["waivers: [{x: y}]\n", "waivers: {x: y}\n", "waivers: [\n", "- a\n"])
def test_what_cannot_be_appended_to_is_refused(text: str) -> None:
    with pytest.raises(SotetraceError) as caught:
        append_entry(text, "waivers", ENTRY)
    assert caught.value.hint.startswith("Nothing was written")


@pytest.mark.parametrize("word", ["a\x00b", "a\u2028b", "\udcff"])
def test_words_that_yaml_cannot_hold_are_refused(word: str) -> None:
    with pytest.raises(SotetraceError):
        append_entry("", "waivers", {"reason": word})


@pytest.mark.parametrize("before", ["", "a: bc\n", "a: b", "# only a comment\n", "a: b\r\n"])
def test_a_key_comes_at_the_end(before: str) -> None:
    after = append_key(before, "waivers", "waivers.yaml")
    assert after.startswith(before)
    assert yaml.safe_load(after)["waivers"] == "waivers.yaml"
