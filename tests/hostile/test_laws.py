"""The law of reading: whatever the bytes, nothing is raised but SotetraceError, and all findings are in the file."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.hostile.corpus import CASES
from tests.hostile.fuzzing import budget
from tests.hostile.reading import DOCUMENT, NAMES, SETTINGS, WAIVERS, law

bounded = budget(30)

if TYPE_CHECKING:
    from pathlib import Path

SNIPPETS = st.sampled_from(
    [
        b"{", b"}", b"[", b"]", b"'", b'"', b": ", b"- ", b"? ", b"&a ", b"*a", b"!x ", b"!!python/name:os ", b"| ",
        b">-\n",
        b"#", b"\n", b"\r", b"\r\n", b"\t", b"  ", b"---\n", b"...\n", b"%YAML 1.1\n", b"\0", b"\x1b[2J", b"\xff",
        b"\xc3", b"\xe2\x80\xa8", b"\xe2\x80\xae", b"\xef\xbb\xbf", b"no", b"~", b"010", b"<<: *a\n", b"id: G1\n", b",",
        b"9" * 5000, b"[" * 60, b"  - id: G1\n", b"goals:\n", b"format: 2\n", b"document: {}\n", b'"\\0"', b"@", b"`",
    ]
)  # fmt: skip
WORDS = st.text(alphabet=string.ascii_letters + " :-{}[]#&*!|>'\"%@`,?\n\t\\0123456789äöå\u2028\x85\x00", max_size=40)


@st.composite
def mutations(draw: st.DrawFn, base: bytes = DOCUMENT) -> bytes:
    """Draw a valid file with a few pieces of it cut out, doubled, moved or replaced."""
    raw = base
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(raw)))
        end = min(len(raw), start + draw(st.integers(0, 60)))
        piece = draw(st.one_of(SNIPPETS, st.just(b""), st.just(raw[start:end] * 2), WORDS.map(str.encode)))
        raw = raw[:start] + piece + raw[end:]
    return raw


@st.composite
def line_mutations(draw: st.DrawFn) -> bytes:
    """Draw a valid file with lines left out, doubled, swapped or indented otherwise."""
    lines = DOCUMENT.split(b"\n")
    for _ in range(draw(st.integers(1, 5))):
        at, other = draw(st.integers(0, len(lines) - 1)), draw(st.integers(0, len(lines) - 1))
        match draw(st.integers(0, 4)):
            case 0:
                del lines[at : at + 1]
                lines = lines or [b""]
            case 1:
                lines.insert(other if other <= len(lines) else 0, lines[min(at, len(lines) - 1)])
            case 2:
                lines[at], lines[other] = lines[other], lines[at]
            case 3:
                lines[at] = b" " * draw(st.integers(1, 3)) + lines[at]
            case _:
                lines[at] = lines[at].removeprefix(b" " * draw(st.integers(1, 3)))
    return b"\n".join(lines)


KEYS = """
    format document id title en goals sub_goals measures advances to from basis where quote parts source members scopes
    kind judged by date level goal statements role expectations of link direction retired x
""".split()  # noqa: SIM905  easier to read
SECTIONS = ["format", "document", "sources", "statements", "goals", "sub_goals", "measures", "scopes", "judged",
            "retired", "expectations"]  # fmt: skip
YAML_VALUES = st.recursive(
    st.one_of(WORDS, st.sampled_from(["G1", "M1", "layout", "en", "1", "2026-01-01", ""]), st.none()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(KEYS),
            inner,
            max_size=6,
        ),
    ),
    max_leaves=25,
)


def as_flow(value: object) -> str:
    """Write a value as YAML in flow style, texts in double quotes."""
    if value is None:
        return "~"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {as_flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_flow, value)) + "]"
    return '"' + "".join(f"\\x{ord(char):02x}" if char in '"\\\n\t\0' else char for char in str(value)) + '"'


def test_the_base_of_the_mutations_is_read_whole(tmp_path: Path) -> None:
    result = law(tmp_path, DOCUMENT)
    gaps = {finding.rule for finding in result.findings}
    assert gaps == {"only-inferred", "rests-on-one-measure"}
    assert len(result.ids) > 10
    rules = {finding.rule for finding in law(tmp_path, WAIVERS, "waivers.yaml").findings}
    assert rules - gaps == {"incomplete-waiver", "waiver-unused"}


@bounded
@given(st.binary(max_size=300))
@example(b"\xff\xfe")
@example(b"\xfe\xff\xd8")
def test_bytes(tmp_path: Path, raw: bytes) -> None:
    law(tmp_path, raw)


@bounded
@given(WORDS)
def test_texts(tmp_path: Path, text: str) -> None:
    law(tmp_path, text.encode())


@budget(60)
@given(mutations())
def test_mutations_of_a_valid_document(tmp_path: Path, raw: bytes) -> None:
    law(tmp_path, raw)


@budget(40)
@given(line_mutations())
def test_mutations_of_lines(tmp_path: Path, raw: bytes) -> None:
    law(tmp_path, raw)


@budget(40)
@given(st.dictionaries(st.sampled_from(SECTIONS), YAML_VALUES, max_size=5))
def test_well_formed_documents_of_the_wrong_shape(tmp_path: Path, data: dict[str, object]) -> None:
    text = "".join(f"{key}: {as_flow(value)}\n" for key, value in data.items())
    law(tmp_path, text.encode())


@bounded
@given(st.one_of(mutations(SETTINGS), st.binary(max_size=60)))
def test_mutations_of_settings(tmp_path: Path, raw: bytes) -> None:
    law(tmp_path, raw, "sotetrace.yaml")


@bounded
@given(st.one_of(mutations(WAIVERS), st.binary(max_size=60)))
def test_mutations_of_waivers(tmp_path: Path, raw: bytes) -> None:
    law(tmp_path, raw, "waivers.yaml")


@pytest.mark.parametrize("name", NAMES)
def test_every_case_of_the_corpus_in_every_file(tmp_path: Path, name: str) -> None:
    for case in CASES:
        if case.file != name and len(case.raw) < 400:
            law(tmp_path, case.raw, name)


@pytest.mark.parametrize("name", NAMES)
def test_every_beginning_of_a_valid_file(tmp_path: Path, name: str) -> None:
    raw = {"vision.yaml": DOCUMENT, "waivers.yaml": WAIVERS, "sotetrace.yaml": SETTINGS}[name]
    for end in range(0, len(raw), 1 + len(raw) // 60):
        law(tmp_path, raw[:end], name)
