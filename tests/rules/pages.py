"""The samples of the rule pages, cut out so that they run: a page is the test of its rule.

The page of a rule about changes shows one old side for all its samples. A sample is then the new side: a file that it
does not show is the same as on the old side.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sotetrace.coverage import Gate, evaluate_gates
from sotetrace.diff import ChangeFinding
from sotetrace.errors import UnparsableError
from sotetrace.findings import Finding
from sotetrace.project import Project
from sotetrace.rules import code_of, load_rule

if TYPE_CHECKING:
    from pathlib import Path

TODAY = dt.date(2026, 11, 22)
HEAD = "format: 1\ndocument: {id: sample, title: {en: Sample}, original: en}\n"
VERIFIED = frozenset(("quote-absent", "quote-ambiguous", "place-absent"))
"""The rules of `verify`, which needs the source texts."""
BASELINE = "gaps.yaml"
GATED = {"gate-missed": (Gate("sub_goal", 80),)}
"""The rules of `coverage --fail-under`, with the gates that their samples speak of."""

_FENCE = re.compile(r"^```(?P<language>\w+) (?P<words>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
COMPARED = frozenset(("acceptance-spent",))
"""The rules of a comparison that are about no change."""
_SIDES = frozenset(("old", "fails", "passes"))
_WORDS = _SIDES | {"escaped"}
CROSSWALK = "crosswalk.sssom.tsv"
_FILES = frozenset((BASELINE, CROSSWALK, "vision.yaml", "other.yaml", "waivers.yaml", "sotetrace.yaml", "source.txt"))
_PLAN = """\
format: 1
document: {id: NAME, title: {en: Plan of NAME}, original: en}
goals:
  - {id: G1, title: {en: First goal}}
  - {id: G2, title: {en: Second goal}}
measures:
  - {id: M1, title: {en: A measure}}
retired:
  - {id: G9, title: {en: A former goal}}
"""
CROSSWALKED = {
    "vision.yaml": _PLAN.replace("NAME", "town").encode(),
    "other.yaml": _PLAN.replace("NAME", "region").encode(),
    "sotetrace.yaml": f"format: 1\ndocuments: [vision.yaml, other.yaml]\ncrosswalks: [{CROSSWALK}]\n".encode(),
}
"""What the samples of crosswalks leave out: the documents, and the settings that name them."""


@dataclass(frozen=True, slots=True)
class Block:
    """One fence of a page: what it shows (`old`, `fails` or `passes`), the file it is, and its bytes."""

    side: str
    file: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Sample:
    """A workspace that a page shows: failing or passing, with the bytes of each file, and those of the old side."""

    slug: str
    is_failing: bool
    number: int
    files: tuple[tuple[str, bytes], ...]
    old: tuple[tuple[str, bytes], ...] = ()

    @property
    def name(self) -> str:
        return f"{self.slug}-{'fails' if self.is_failing else 'passes'}-{self.number}"


def is_change(slug: str) -> bool:
    """Say whether a rule is one of comparing: its samples have two sides."""
    return code_of(slug).startswith("SOT7") or slug in COMPARED


def read_samples(slug: str) -> list[Sample]:
    """Cut the samples out of a page; a block whose file the sample has already starts a new one."""
    blocks = read_blocks(load_rule(slug).page)
    old = {block.file: block.raw for block in blocks if block.side == "old"}
    samples: list[list[Block]] = []
    for block in blocks:
        last = samples[-1] if samples else []
        if block.side == "old":
            continue
        if not last or last[0].side != block.side or block.file in {known.file for known in last}:
            samples.append([block])
        else:
            last.append(block)
    return [
        Sample(
            slug,
            shown[0].side == "fails",
            number,
            tuple({**_left_out(blocks), **old, **{block.file: block.raw for block in shown}}.items()),
            tuple({**_left_out(blocks), **old}.items()) if is_change(slug) else (),
        )
        for number, shown in enumerate(samples, start=1)
    ]


def _left_out(blocks: list[Block]) -> dict[str, bytes]:
    return CROSSWALKED if CROSSWALK in {block.file for block in blocks} else {}


def read_blocks(page: str) -> list[Block]:
    """Return the fences of a page that are samples."""
    blocks = []
    for fence in _FENCE.finditer(page):
        words = fence["words"].split()
        options = dict(word.split("=", 1) for word in words if "=" in word)
        plain = {word for word in words if "=" not in word}
        assert plain <= _WORDS, f"unknown words: {words}"
        assert options.keys() <= {"file", "limit"}, f"unknown options: {words}"
        sides = [word for word in words if word in _SIDES]
        assert len(sides) == 1, f"not one of old, fails and passes: {words}"
        file = options.get("file", "vision.yaml")
        assert file in _FILES, f"unknown file: {file}"
        blocks.append(Block(sides[0], file, _bytes_of(fence["body"], file, is_escaped="escaped" in plain)))
    return blocks


def _bytes_of(body: str, file: str, *, is_escaped: bool) -> bytes:
    raw = body.encode()
    if is_escaped:
        # Python's escapes stand for bytes, so that a page can show what is no text.
        raw = body.encode("latin-1").decode("unicode_escape").encode("latin-1")
    is_whole = file != "vision.yaml" or body.startswith("format:") or not body.strip()
    return raw if is_whole else HEAD.encode() + raw


def open_files(files: tuple[tuple[str, bytes], ...], folder: Path) -> Project:
    """Write files and open them as a workspace."""
    folder.mkdir(exist_ok=True)
    for name, raw in files:
        (folder / name).write_bytes(raw)
    model = folder / ("sotetrace.yaml" if "sotetrace.yaml" in dict(files) else "vision.yaml")
    return Project.open(model, today=TODAY)


def run_sample(sample: Sample, folder: Path) -> tuple[Finding, ...]:
    """Write the files of a sample, open them as a workspace and return every finding."""
    try:
        project = open_files(sample.files, folder)
    except UnparsableError as error:
        return tuple(finding for finding in error.findings if isinstance(finding, Finding))
    found = project.findings
    if BASELINE in dict(sample.files):
        return (*found, *project.ratchet(folder / BASELINE))
    if sample.slug in GATED:
        gates = GATED[sample.slug]
        return (*found, *project.find_gaps([evaluate_gates(result, gates) for result in project.coverage()]))
    return (*found, *project.verify().findings) if sample.slug in VERIFIED else found


def open_sides(sample: Sample, folder: Path) -> tuple[Project, Project]:
    """Open the old and the new side of a sample of a change."""
    return open_files(sample.old, folder / "old"), open_files(sample.files, folder / "new")


def run_change(sample: Sample, folder: Path) -> tuple[ChangeFinding, ...]:
    """Compare the two sides of a sample and return every change; a fault that only comparing finds stands for one."""
    old, new = open_sides(sample, folder)
    result = new.diff(old)
    return (*result.changes, *(_as_change(fault) for fault in result.faults if fault.rule in COMPARED))


def _as_change(finding: Finding) -> ChangeFinding:
    return ChangeFinding(finding, finding.element or "", "neutral", "id", "new")
