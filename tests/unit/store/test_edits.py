"""An edit of YAML text changes the review of the links it names, and not one byte of anything else."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sotetrace.errors import SotetraceError
from sotetrace.store.edits import Edit, apply_edits
from sotetrace.store.yaml_nodes import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Sequence

SAME_IN_EVERY_RUN = settings(
    derandomize=True, database=None, deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow]
)
REVIEW = {"by": "Aino Virta", "date": "2026-03-01"}
SHOWN = "reviewed: {by: Aino Virta, date: 2026-03-01}"

# ---- YAML as people write it -------------------------------------------------------------------------------

WORDS = st.sampled_from(
    ["syy", "'it''s'", '"a \\"b\\" {c}, d: e # f"', "a:b", "Väestön hyvä", "'- x'", '"€ 中 👩"', "x#y", "'&x *y !z'"]
)
BLOCK_WORDS = st.sampled_from(["|\n{pad}one\n{pad}  two: [\n", ">-\n{pad}one {{\n\n{pad}two\n", "'one\n{pad}two'\n"])
COMMENTS = st.sampled_from(["", "", " # why: {see} [minutes]", "  #", " # reviewed: {by: x}", " # ä – “x”"])
LINES_BETWEEN = st.sampled_from(["", "", "\n", "# a comment: - {\n", "      # deep\n\n"])
KEYS = ("to", "basis", "confidence", "by")


@dataclass(frozen=True)
class Written:
    """YAML text and the paths of the links in it."""

    text: str
    paths: tuple[tuple[str | int, ...], ...]


@st.composite
def block_link(draw: st.DrawFn, pad: str) -> str:
    lines = [f"{key}:{draw(st.sampled_from([' ', '   ']))}{draw(WORDS)}" for key in draw(st.permutations(KEYS))]
    where = draw(st.integers(0, len(lines)))
    if draw(st.booleans()):
        lines.insert(where, "rationale: " + draw(BLOCK_WORDS).replace("{pad}", f"{pad}    ").rstrip("\n"))
    if draw(st.booleans()):
        lines.insert(draw(st.integers(0, len(lines))), f"sign:\n{pad}    en: x\n{pad}    fi: {{a: [b, c]}}")
    first, *rest = [line if "\n" in line else line + draw(COMMENTS) for line in lines]
    return f"{pad}- {first}\n" + "".join(f"{draw(LINES_BETWEEN)}{pad}  {line}\n" for line in rest)


@st.composite
def flow_link(draw: st.DrawFn, pad: str) -> str:
    entries = [f"{key}: {draw(WORDS)}" for key in draw(st.permutations(KEYS))]
    if draw(st.booleans()):
        entries.append("rationale: {fi: syy, sv: 'skäl'}")
    joint = draw(st.sampled_from([", ", ",  ", f",\n{pad}    "]))
    start, end = draw(st.sampled_from([("{", "}"), ("{ ", " }"), ("{", ",}"), (f"{{\n{pad}    ", f"\n{pad}  }}")]))
    return f"{pad}- {start}{joint.join(entries)}{end}\n"


@st.composite
def documents(draw: st.DrawFn) -> Written:
    text, paths = draw(st.sampled_from(["", "# top\n", "---\n", "format: 1\n\n"])), []
    text += "measures:" + draw(COMMENTS) + "\n"
    pad = draw(st.sampled_from(["  ", "    "]))
    for number in range(draw(st.integers(1, 3))):
        text += f"{draw(LINES_BETWEEN)}{pad}- id: M{number}{draw(COMMENTS)}\n{pad}  advances:\n"
        deep = pad + draw(st.sampled_from(["  ", "    "]))
        for index in range(draw(st.integers(1, 3))):
            text += draw(st.one_of(block_link(deep), flow_link(deep)))
            paths.append(("measures", number, "advances", index))
    text += draw(st.sampled_from(["", "# the end", "other: [a, {b: c}]\n", "\n\n"]))
    if draw(st.booleans()):
        text = text.rstrip("\n")
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    return Written(text, tuple(paths))


def links_of(data: Any, paths: Sequence[tuple[str | int, ...]]) -> list[dict[str, Any]]:
    found = []
    for path in paths:
        link = data
        for step in path:
            link = link[step]
        found.append(link)
    return found


def taken_out(text: str) -> str:
    """Take out what an edit writes: a line of its own, or an entry before another in braces."""
    while SHOWN in text:
        before, _, after = text.partition(SHOWN)
        if after.startswith(", "):
            text = before + after[2:]
        else:
            assert before.rstrip(" ").endswith("\n"), "a line of its own"
            text = before.rstrip(" ") + after.removeprefix("\r").removeprefix("\n")
    return text


# ---- the law -----------------------------------------------------------------------------------------------


@SAME_IN_EVERY_RUN
@given(documents(), st.data())
def test_nothing_changes_but_the_review_of_the_named_links(written: Written, data: st.DataObject) -> None:
    before = parse_yaml(written.text.encode())
    assert not before.faults, written.text
    named = data.draw(st.lists(st.sampled_from(written.paths), min_size=1, unique=True))
    after = apply_edits(written.text, [Edit(path, "reviewed", REVIEW) for path in named])
    expected = copy.deepcopy(before.data)
    for link in links_of(expected, named):
        link["reviewed"] = REVIEW
    again = parse_yaml(after.encode())
    assert not again.faults
    assert again.data == expected
    assert after.count(SHOWN) == len(named)
    assert taken_out(after) in (written.text, f"{written.text}\n", f"{written.text}\r\n")


@SAME_IN_EVERY_RUN
@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1))
def test_any_text_is_read_back_as_it_was(name: str) -> None:
    for text in ("a:\n  - to: x\n    by: y\n", "a:\n  - {to: x, by: y}\n"):
        try:
            after = apply_edits(text, [Edit(("a", 0), "reviewed", {"by": name, "date": "2026-03-01"})])
        except SotetraceError:
            assert "\ufeff" in name or any(ord(char) & 0xFFFE == 0xFFFE for char in name), "no file may hold these"
            continue
        assert parse_yaml(after.encode()).data["a"][0]["reviewed"] == {"by": name, "date": "2026-03-01"}


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("a:\n  - {to: x, reviewed: {by: z}}\n", ("a", 0)),
        ("a:\n  - to: x\n    reviewed: {by: z}\n", ("a", 0)),
        ("a:\n  - x\n", ("a", 0)),
        ("a:\n  - {}\n", ("a", 0)),
        ("a:\n  - other: x\n", ("a", 0)),
    ],
)
def test_what_cannot_be_edited_is_refused(text: str, path: tuple[str | int, ...]) -> None:
    with pytest.raises(SotetraceError):
        apply_edits(text, [Edit(path, "reviewed", REVIEW)])


def test_same_place_twice_is_refused() -> None:
    edit = Edit(("a", 0), "reviewed", REVIEW)
    with pytest.raises(SotetraceError):
        apply_edits("a:\n  - {to: x}\n", [edit, edit])


def test_no_edits_no_change() -> None:
    text = "a: 1 # x\r\nb:\t2\n\n\n"
    assert apply_edits(text, []) == text
