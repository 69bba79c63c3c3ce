"""The samples of the rule pages, cut out so that they run: a page is the test of its rule."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sotetrace.errors import UnparsableError
from sotetrace.findings import Finding
from sotetrace.project import Project
from sotetrace.rules import load_rule

if TYPE_CHECKING:
    from pathlib import Path

TODAY = dt.date(2026, 11, 22)
HEAD = "format: 1\ndocument: {id: sample, title: {en: Sample}, original: en}\n"
VERIFIED = frozenset(("quote-absent", "quote-ambiguous", "place-absent"))
"""The rules of `verify`, which needs the source texts."""

_FENCE = re.compile(r"^```(?P<language>\w+) (?P<words>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_WORDS = frozenset(("fails", "passes", "escaped"))
_FILES = frozenset(("vision.yaml", "waivers.yaml", "sotetrace.yaml", "source.txt"))


@dataclass(frozen=True, slots=True)
class Block:
    """One fence of a page: which sample it belongs to, the file it is, and its bytes."""

    is_failing: bool
    file: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Sample:
    """A workspace that a page shows: failing or passing, with the bytes of each file."""

    slug: str
    is_failing: bool
    number: int
    files: tuple[tuple[str, bytes], ...]

    @property
    def name(self) -> str:
        return f"{self.slug}-{'fails' if self.is_failing else 'passes'}-{self.number}"


def read_samples(slug: str) -> list[Sample]:
    """Cut the samples out of a page; each block without a `file=` starts a new one."""
    samples: list[list[Block]] = []
    for block in read_blocks(load_rule(slug).page):
        last = samples[-1] if samples else []
        if not last or last[0].is_failing != block.is_failing or block.file in {known.file for known in last}:
            samples.append([block])
        else:
            last.append(block)
    return [
        Sample(slug, blocks[0].is_failing, number, tuple((block.file, block.raw) for block in blocks))
        for number, blocks in enumerate(samples, start=1)
    ]


def read_blocks(page: str) -> list[Block]:
    """Return the fences of a page that are samples."""
    blocks = []
    for fence in _FENCE.finditer(page):
        words = fence["words"].split()
        options = dict(word.split("=", 1) for word in words if "=" in word)
        plain = {word for word in words if "=" not in word}
        assert plain <= _WORDS, f"unknown words: {words}"
        assert options.keys() <= {"file", "limit"}, f"unknown options: {words}"
        assert ("fails" in plain) != ("passes" in plain), f"neither fails nor passes: {words}"
        file = options.get("file", "vision.yaml")
        assert file in _FILES, f"unknown file: {file}"
        blocks.append(Block("fails" in plain, file, _bytes_of(fence["body"], file, is_escaped="escaped" in plain)))
    return blocks


def _bytes_of(body: str, file: str, *, is_escaped: bool) -> bytes:
    raw = body.encode()
    if is_escaped:
        # Python's escapes stand for bytes, so that a page can show what is no text.
        raw = body.encode("latin-1").decode("unicode_escape").encode("latin-1")
    is_whole = file != "vision.yaml" or body.startswith("format:") or not body.strip()
    return raw if is_whole else HEAD.encode() + raw


def run_sample(sample: Sample, folder: Path) -> tuple[Finding, ...]:
    """Write the files of a sample, open them as a workspace and return every finding."""
    for name, raw in sample.files:
        (folder / name).write_bytes(raw)
    names = {name for name, _ in sample.files}
    model = folder / ("sotetrace.yaml" if "sotetrace.yaml" in names else "vision.yaml")
    try:
        project = Project.open(model, today=TODAY)
    except UnparsableError as error:
        return tuple(finding for finding in error.findings if isinstance(finding, Finding))
    found = project.findings
    return (*found, *project.verify().findings) if sample.slug in VERIFIED else found
