"""The same trace graph in the formats of other tools: what `make bench PEERS=1` asks them and sotetrace in turn.

Every tool gets the same elements (id, title, a line or two of text) and the same links between them, each pair once.
Each is asked what it can say: to read everything, to resolve every link and, where it can, to name what nothing
points at. What only sotetrace has (quotes, bases, confidence, positions, three languages) they are spared.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass, field
from shutil import rmtree
from typing import TYPE_CHECKING

from bench.budgets import Row
from bench.timing import ratio, run
from sotetrace.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from bench.timing import Run

MOST = 60
"""After so many seconds of processor time a run of a peer is ended."""

_PARENT_OF = {"level": "", "core_problem": "level", "goal": "core_problem", "sub_goal": "goal", "measure": "sub_goal"}
"""The order of documents that doorstop asks for; the other kinds stand below the levels."""


@dataclass(frozen=True, slots=True)
class Item:
    """An element as every tool knows it: a name of letters and a number, a title, a text, and what it points at."""

    name: str
    kind: str
    title: str
    text: str
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Peer:
    """Another tool: how its files are written, how it is called in their folder, and what it may cost by size.

    `limits` are those of budget B7: what `check` takes, in parts of what the tool takes. `statuses` are the exit
    statuses of a run that did its work; `made` are what a run leaves, removed before the next one.
    """

    name: str
    write: Callable[[Path, Sequence[Item]], None]
    command: tuple[str, ...]
    limits: Mapping[int, float] = field(default_factory=dict)
    statuses: frozenset[int] = frozenset((0,))
    made: tuple[str, ...] = ()


def read_items(model: Path) -> list[Item]:
    """Read the trace graph of a model. Ids that not every tool takes (`G1.2`) become a letter and a number."""
    graph = Project.open(model).graph
    elements = list(graph.document.iter_elements())
    names: dict[str, str] = {}
    counts: dict[str, int] = {}
    for element in elements:
        counts[element.kind] = number = counts.get(element.kind, 0) + 1
        names[element.id] = f"{_letters(element.kind)}{number}"
    items = []
    for element in elements:
        said = element.summary or element.title
        links = dict.fromkeys(names[link.target] for link in graph.find_links_from(element.id))
        title, text = element.title.get("fi") or "", " ".join((said.get("fi") or "").split())
        items.append(Item(names[element.id], element.kind, title, text, tuple(links)))
    return items


def _letters(kind: str) -> str:
    """Return letters that no other kind has: `CP`, `SG`, `G`."""
    words = kind.upper().split("_")
    return "".join(word[0] for word in words) if len(words) > 1 else words[0][:3]


def _by_kind(items: Iterable[Item]) -> Mapping[str, list[Item]]:
    found: dict[str, list[Item]] = {}
    for item in items:
        found.setdefault(item.kind, []).append(item)
    return found


def write_doorstop(folder: Path, items: Sequence[Item]) -> None:
    """Write a folder for each kind, with a file for each item; doorstop looks for them in a repository."""
    folder.mkdir()
    subprocess.run(("git", "init", "--quiet", str(folder)), check=True)
    for kind, own in _by_kind(items).items():
        inside = folder / kind
        inside.mkdir()
        parent = _PARENT_OF.get(kind, "level")
        above = f"\n  parent: {_letters(parent)}" if parent else ""
        settings = f"settings:\n  digits: 1{above}\n  prefix: {_letters(kind)}\n  sep: ''\n"
        (inside / ".doorstop.yml").write_text(settings, encoding="utf-8")
        for number, item in enumerate(own, start=1):
            links = "".join(f"\n- {name}: null" for name in item.links) or " []"
            (inside / f"{item.name}.yml").write_text(
                f"active: true\nderived: false\nheader: ''\nlevel: {number}.0\nlinks:{links}\n"
                f"normative: true\nref: ''\nreviewed: null\ntext: |\n  {item.title}. {item.text}\n",
                encoding="utf-8",
            )


def write_strictdoc(folder: Path, items: Sequence[Item]) -> None:
    """Write a document for each kind."""
    folder.mkdir()
    for kind, own in _by_kind(items).items():
        nodes = []
        for item in own:
            relations = "".join(f"- TYPE: Parent\n  VALUE: {name}\n" for name in item.links)
            nodes.append(
                f"[REQUIREMENT]\nUID: {item.name}\nTITLE: {item.title}\nSTATEMENT: >>>\n{item.text}\n<<<\n"
                + (f"RELATIONS:\n{relations}" if relations else "")
            )
        (folder / f"{kind}.sdoc").write_text("\n".join([f"[DOCUMENT]\nTITLE: {kind}\n", *nodes]), encoding="utf-8")


def write_sphinx_needs(folder: Path, items: Sequence[Item]) -> None:
    """Write a page for each kind; a warning of the project's own asks for what nothing points at."""
    folder.mkdir()
    (folder / "conf.py").write_text(
        'extensions = ["sphinx_needs"]\nneeds_id_regex = "^[A-Z0-9]+"\nneeds_build_json = True\n'
        'needs_types = [{"directive": "req", "title": "Element", "prefix": "", "color": "#fff", "style": "node"}]\n'
        'needs_warnings = {"uncovered": "not links_back"}\n',
        encoding="utf-8",
    )
    pages = _by_kind(items)
    index = "Vision\n======\n\n.. toctree::\n\n" + "".join(f"   {kind}\n" for kind in pages)
    (folder / "index.rst").write_text(index, encoding="utf-8")
    for kind, own in pages.items():
        needs = [
            f".. req:: {item.title}\n   :id: {item.name}\n"
            + (f"   :links: {', '.join(item.links)}\n" if item.links else "")
            + f"\n   {item.text}\n"
            for item in own
        ]
        (folder / f"{kind}.rst").write_text("\n".join([f"{kind}\n{'=' * len(kind)}\n", *needs]), encoding="utf-8")


def write_trlc(folder: Path, items: Sequence[Item]) -> None:
    """Write a type and one file of objects of it for each kind; trlc resolves references, in whatever file they are."""
    folder.mkdir()
    (folder / "vision.rsl").write_text(
        "package Vision\n\ntype Element {\n  title String\n  text String\n  links optional Element [1 .. *]\n}\n",
        encoding="utf-8",
    )
    for kind, own in _by_kind(items).items():
        objects = [
            f"Element {item.name} {{\n  title = {_quoted(item.title)}\n  text = {_quoted(item.text)}\n"
            + (f"  links = [{', '.join(item.links)}]\n" if item.links else "")
            + "}\n"
            for item in own
        ]
        (folder / f"{kind}.trlc").write_text("\n".join(["package Vision\n", *objects]), encoding="utf-8")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def write_reqstool(folder: Path, items: Sequence[Item]) -> None:
    """Write measures as verification cases and everything else as requirements: it knows no links between cases."""
    folder.mkdir()
    head = "metadata:\n  urn: vision\n  variant: system\n  title: Vision\nrequirements:\n"
    cases = {item.name for item in items if item.kind == "measure"}
    requirements, verifications = [head], ["cases:\n"]
    for item in items:
        pointed = ", ".join(_quoted(name) for name in item.links if name not in cases)
        named = f"  - id: {item.name}\n    title: {_quoted(item.title)}\n    description: {_quoted(item.text)}\n"
        if item.name in cases:
            verifications.append(
                f"{named}    verification: review\n    revision: 1.0.0\n    requirement_ids: [{pointed}]\n"
            )
        else:
            references = f"    references:\n      requirement_ids: [{pointed}]\n" if pointed else ""
            kept = "    significance: shall\n    categories: [functional-suitability]\n    revision: 1.0.0\n"
            requirements.append(named + kept + references)
    (folder / "requirements.yml").write_text("".join(requirements), encoding="utf-8")
    (folder / "software_verification_cases.yml").write_text("".join(verifications), encoding="utf-8")


PEERS: tuple[Peer, ...] = (
    Peer("doorstop", write_doorstop, ("doorstop", "--no-reformat"), {1_000: 0.3, 10_000: 0.05}),
    Peer(
        "strictdoc",
        write_strictdoc,
        ("strictdoc", "export", ".", "--formats=json"),
        {1_000: 0.12, 10_000: 0.05},
        made=("output",),
    ),
    Peer(
        "sphinx-needs",
        write_sphinx_needs,
        ("sphinx-build", "-q", "-b", "needs", ".", "_build"),
        {1_000: 0.16, 10_000: 0.05},
        made=("_build",),
    ),
    Peer("trlc", write_trlc, ("trlc", "."), {1_000: 1.2, 10_000: 0.4}),
    # Its exit status is how many requirements lack something, as many as such a status can say.
    Peer("reqstool", write_reqstool, ("reqstool", "status", "local", "-p", "."), statuses=frozenset(range(256))),
)


def measure_peers(models: Mapping[int, Path], home: Path, rounds: Mapping[int, int]) -> Iterator[Row]:
    """Yield how long `check` takes beside each peer that is installed in an environment, at the sizes of `rounds`.

    A peer is ended after MOST seconds of processor time; the ratio is then at most what is said.
    """
    for size, times in rounds.items():
        items = read_items(models[size])
        for peer in PEERS:
            folder = models[size].parent / f"{peer.name}-{size}"
            peer.write(folder, items)
            program, *arguments = peer.command
            command = (str((home / "bin" / program).absolute()), *arguments)
            if size == min(rounds):  # not counted
                _in_turn(models[size], folder, peer, command, 1)
            ours, theirs = _in_turn(models[size], folder, peer, command, times)
            yield Row(
                "B7" if size in peer.limits else "",
                f"check, {size:,}",
                peer.name,
                peer.limits.get(size),
                ratio(ours, theirs),
                is_at_most=any(found.is_cut for found in theirs),
            )
            rmtree(folder)


def _in_turn(model: Path, folder: Path, peer: Peer, command: Sequence[str], rounds: int) -> tuple[list[Run], list[Run]]:
    """Run `check` and a peer in turn; each begins with nothing that an earlier run made."""
    ours, theirs = [], []
    for _ in range(rounds):
        for name in peer.made:
            rmtree(folder / name, ignore_errors=True)
        ours.append(run((sys.executable, "-m", "sotetrace", "check", "-m", str(model)), folder))
        theirs.append(run(command, folder, most=MOST, statuses=peer.statuses))
    return ours, theirs
