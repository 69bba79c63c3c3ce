"""Coverage once more, in the plainest way: loops over the raw document, written from the page that fixes its meaning.

Nothing here is imported from the program. Where the two differ, one of them is wrong.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.builders import Raw

SECTIONS = {
    "statements": "statement",
    "trends": "trend",
    "levels": "level",
    "core_problems": "core_problem",
    "goals": "goal",
    "sub_goals": "sub_goal",
    "measures": "measure",
    "indicators": "indicator",
    "actors": "actor",
    "milestones": "milestone",
}
LISTED = ("answers", "advances", "serves", "drives", "indicates", "names", "delivers", "needs", "hinders")
MAY_START = {"advances": ("measure",), "serves": ("goal", "measure")}
LADDER = ["none", "partial", "low", "medium", "high", "blanket", "layout", "stated"]

DEFAULTS: list[Raw] = [
    {"id": "core_problem", "of": "core_problem", "link": "answers", "direction": "in", "by": ["goal", "sub_goal"]},
    {"id": "goal", "of": "goal", "link": "part_of", "direction": "in", "by": ["sub_goal"]},
    {"id": "sub_goal", "of": "sub_goal", "link": "advances", "direction": "in", "by": ["measure"]},
    {"id": "measure", "of": "measure", "link": "advances", "direction": "out", "by": ["sub_goal", "goal"]},
    {
        "id": "statement",
        "of": "statement",
        "link": "serves",
        "direction": "in",
        "by": ["goal", "measure"],
        "roles": ["vision", "promise", "choice"],
    },
    {"id": "level", "of": "level", "link": "at", "direction": "in", "by": ["measure"]},
    {"id": "indicator", "of": "sub_goal", "link": "indicates", "direction": "in", "by": ["indicator"]},
]


@dataclass
class Edge:
    """A link between two elements that are there, whether or not they are meant, and whether or not it counts."""

    type: str
    source: str
    target: str
    source_part: str | None
    target_part: str | None
    basis: str
    tier: str
    """The basis, or the confidence of an inference."""
    sign: str = "positive"
    verdict: str | None = None
    scope: str | None = None
    is_field: bool = False
    path: tuple[str | int, ...] = ()

    @property
    def is_reviewed(self) -> bool:
        return self.verdict == "accepted"

    @property
    def counts(self) -> bool:
        """Whether its sign is positive and nobody rejected it."""
        return self.sign == "positive" and self.verdict != "rejected"


@dataclass
class Everything:
    """All elements of a document by id, drafts too, their kinds, and all links between them."""

    raw: Raw
    elements: dict[str, Raw] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)

    def __post_init__(self) -> None:
        for section, kind in SECTIONS.items():
            for raw in self.raw.get(section, ()):
                self.elements[raw["id"]] = raw
                self.kinds[raw["id"]] = kind
        self.edges = list(self._edges())

    def _edges(self) -> Iterator[Edge]:
        places = ((section, n) for section in SECTIONS for n in range(len(self.raw.get(section, ()))))
        for (identifier, raw), place in zip(self.elements.items(), places, strict=True):
            for key, kind, link_type in (("level", "level", "at"), ("goal", "goal", "part_of")):
                if raw.get(key) in self.kinds:
                    # A plain field may name an element of the wrong kind; that is a finding, and the link is there.
                    assert self.kinds[raw[key]] == kind, "the strategies name no wrong kind here"
                    yield Edge(
                        link_type,
                        identifier,
                        raw[key],
                        None,
                        None,
                        "layout",
                        "layout",
                        is_field=True,
                        path=(*place, key),
                    )
            for link_type in LISTED:
                for n, link in enumerate(raw.get(link_type, ())):
                    yield from self._edge(link_type, identifier, link, (*place, link_type, n))
        for number, scope in enumerate(self.raw.get("scopes", ())):
            for link_type, starts in MAY_START.items():
                for n, link in enumerate(scope.get(link_type, ())):
                    for member in self._members(scope["members"]):
                        if self.kinds.get(member) in starts:
                            yield from self._edge(
                                link_type, member, link, ("scopes", number, link_type, n), scope["id"]
                            )

    def _edge(
        self, link_type: str, source: str, link: Raw, path: tuple[str | int, ...], scope: str | None = None
    ) -> Iterator[Edge]:
        for identifier, raw in self.elements.items():
            parts = [part["id"] for part in raw.get("parts", ())]
            if link["to"] == identifier or link["to"] in parts:
                yield Edge(
                    link_type,
                    source,
                    identifier,
                    link.get("from"),
                    link["to"] if link["to"] in parts else None,
                    link["basis"],
                    link["basis"] if link["basis"] != "inferred" else link.get("confidence") or "low",
                    link.get("sign", "positive"),
                    link.get("reviewed", {}).get("verdict", "accepted" if "reviewed" in link else None),
                    scope,
                    path=path,
                )

    def _members(self, members: Any) -> list[str]:
        if isinstance(members, list):
            return members
        if not members:
            return []
        return [
            identifier
            for identifier, raw in self.elements.items()
            if members.get("kind") in (None, self.kinds[identifier])
            and members.get("level") in (None, raw.get("level"))
        ]


@dataclass
class Status:
    as_source: str
    as_read: str
    as_reviewed: str
    by_source: set[str]
    by_reading: set[str]
    served: dict[str, bool]
    part_read: dict[str, str]
    carriers: set[str]
    """Those that a sentence or a reading ties to this very element."""
    unjudged: set[str]
    wholes: dict[tuple[str, str | None], str] = field(default_factory=dict, compare=False)
    """The tier by scale and part; with None for the part where there are none."""


@dataclass
class World:
    """A document made ready: the elements that are meant, by id, their kinds, and the links between them that count.

    `linked` are the pairs that any link joins, whatever came of it.
    """

    raw: Raw
    with_inference: bool = True
    elements: dict[str, Raw] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    linked: set[tuple[str, str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        whole = Everything(self.raw)
        self.elements = {identifier: raw for identifier, raw in whole.elements.items() if not raw.get("draft")}
        self.kinds = {identifier: whole.kinds[identifier] for identifier in self.elements}
        for edge in whole.edges:
            if self.with_inference or edge.basis != "inferred":
                self.linked.add((edge.type, edge.source, edge.target))
                if edge.counts and edge.source in self.kinds and edge.target in self.kinds:
                    self.edges.append(edge)

    def of_kind(self, *kinds: str) -> list[str]:
        return [identifier for identifier, kind in self.kinds.items() if kind in kinds]


# ---- expectations ------------------------------------------------------------------------------------------


def expectations_of(raw: Raw) -> list[Raw]:
    return raw.get("expectations") or DEFAULTS


def is_applicable(world: World, wanted: Raw) -> bool:
    return bool(world.of_kind(*wanted["by"]))


def statuses(world: World, wanted: Raw) -> dict[str, Status]:
    """The status of every element that an expectation is about."""
    roles = wanted.get("roles", ())
    subjects = [i for i in world.of_kind(wanted["of"]) if not roles or world.elements[i].get("role") in roles]
    return {identifier: _status(world, wanted, identifier) for identifier in subjects}


@dataclass
class Reach:
    """What one other element does for an element (or one part of it), on each scale."""

    other: str
    part: str | None
    on_source: str
    on_reading: str
    is_aimed: bool
    is_reviewed: bool


def _reaches(world: World, wanted: Raw, me: str) -> Iterator[Reach]:
    for edge in world.edges:
        if edge.type != wanted["link"]:
            continue
        if wanted["direction"] == "in":
            end, other, part = edge.target, edge.source, edge.target_part
        else:
            end, other, part = edge.source, edge.target, edge.source_part
        if world.kinds[other] not in wanted["by"]:
            continue
        if end == me:
            is_aimed = part is not None or edge.basis in ("stated", "inferred")
            if edge.basis == "inferred":
                yield Reach(other, part, "none", edge.tier, is_aimed, edge.is_reviewed)
            else:
                yield Reach(other, part, edge.tier, "none", is_aimed, edge.is_reviewed)
        elif (wanted["direction"], wanted["link"]) == ("in", "advances") and edge.basis != "inferred":
            # A measure that the source sets beside the goal stands beside each of its sub-goals.
            if not _is_part_of(world, me, end):
                continue
            yield Reach(other, None, "blanket" if edge.basis == "blanket" else "layout", "none", False, False)


def _is_part_of(world: World, sub_goal: str, goal: str) -> bool:
    return any((edge.type, edge.source, edge.target) == ("part_of", sub_goal, goal) for edge in world.edges)


def _status(world: World, wanted: Raw, me: str) -> Status:
    """One element: for each part (or for the whole), rank what each other element does for it, take the n-th best."""
    n = wanted.get("at_least", 1)
    parts = [part["id"] for part in world.elements[me].get("parts", ())]
    reaches = list(_reaches(world, wanted, me))

    def on(part: str | None, scale: str, is_reviewed: bool = False) -> str:
        each: dict[str, str] = {}
        for reach in reaches:
            if is_reviewed and not reach.is_reviewed:
                continue
            if part is None or reach.part is None or reach.part == part:
                each[reach.other] = _better(each.get(reach.other, "none"), getattr(reach, scale))
        ranked = sorted(each.values(), key=LADDER.index, reverse=True)
        return ranked[n - 1] if n <= len(ranked) else "none"

    def whole(scale: str, is_reviewed: bool = False) -> str:
        tiers = [on(part, scale, is_reviewed) for part in parts] or [on(None, scale, is_reviewed)]
        if "none" in tiers:
            return "none" if set(tiers) == {"none"} else "partial"
        return min(tiers, key=LADDER.index)

    aimed = [(reach.other, reach.part) for reach in reaches if reach.is_aimed]
    return Status(
        as_source=whole("on_source"),
        as_read=whole("on_reading"),
        as_reviewed=whole("on_reading", is_reviewed=True),
        by_source={reach.other for reach in reaches if reach.on_source != "none"},
        by_reading={reach.other for reach in reaches if reach.on_reading != "none"},
        served={p: len({other for other, part in aimed if part in (None, p)}) >= n for p in parts},
        part_read={p: on(p, "on_reading") for p in parts},
        wholes={
            key: tier
            for p in parts or [None]
            for key, tier in (
                (("as_source", p), on(p, "on_source")),
                (("as_read", p), on(p, "on_reading")),
                (("as_reviewed", p), on(p, "on_reading", is_reviewed=True)),
            )
        },
        carriers={other for other, _ in aimed},
        unjudged=_unjudged(world, wanted, me),
    )


def carriers_of(world: World, wanted: Raw, me: str, part: str | None = None) -> set[str]:
    """Those that a sentence or a reading ties to an element, or to one part of it."""
    found = [reach for reach in _reaches(world, wanted, me) if reach.is_aimed]
    return {reach.other for reach in found if part is None or reach.part in (None, part)}


def _better(one: str, other: str) -> str:
    return max(one, other, key=LADDER.index)


def _worse(one: str, other: str) -> str:
    return min(one, other, key=LADDER.index)


def _unjudged(world: World, wanted: Raw, me: str) -> set[str]:
    """The measures that nobody recorded as read against this sub-goal, in a document that records such things.

    Whoever wrote a link between the two, for or against, has read them.
    """
    records = world.raw.get("judged", ())
    if not records or wanted["of"] != "sub_goal" or wanted["link"] != "advances":
        return set()
    read = {measure for record in records if me in record["sub_goals"] for measure in record["measures"]}
    read |= {m for m in world.of_kind("measure") for way in ("advances", "hinders") if (way, m, me) in world.linked}
    return {measure for measure in world.of_kind("measure") if measure not in read}


# ---- roll-ups ----------------------------------------------------------------------------------------------


def roll_ups(world: World) -> dict[str, tuple[str, str]]:
    """Goals as their worst sub-goal, core problems as their best goal: (as the source has it, as read)."""
    advance = {"link": "advances", "direction": "in", "by": ["measure"]}
    asked = [
        wanted
        for wanted in expectations_of(world.raw)
        if wanted["of"] == "sub_goal"
        and (wanted["link"], wanted["direction"], wanted["by"]) == ("advances", "in", ["measure"])
    ] or [{**advance, "of": "sub_goal"}]
    found: dict[str, tuple[str, str]] = {}
    for goal in world.of_kind("goal"):
        subs = [edge.source for edge in world.edges if edge.type == "part_of" and edge.target == goal]
        if subs:
            each = [_status(world, wanted, sub) for wanted in asked for sub in subs]
        else:
            each = [_status(world, {**advance, "of": "goal"}, goal)]
        source = read = "stated"
        for status in each:
            source = _worse(source, status.as_source)
            # What a sentence states needs no reading.
            read = _worse(read, "stated" if status.as_source == "stated" else status.as_read)
        found[goal] = source, read
    for problem in world.of_kind("core_problem"):
        source = read = "none"
        for edge in world.edges:
            if edge.type == "answers" and edge.target == problem and world.kinds[edge.source] == "goal":
                goal_source, goal_read = found[edge.source]
                if edge.basis != "inferred":
                    source = _better(source, _worse(goal_source, edge.tier))
                read = _better(read, _worse(goal_read, edge.tier))
        found[problem] = source, read
    return found


# ---- chains ------------------------------------------------------------------------------------------------


def chains(world: World, problem: str, *, as_source: bool) -> tuple[list[tuple[list[str], str]], set[str]]:
    """Every chain from a core problem down to a measure with its weakest link, and where the others stop."""
    whole: list[tuple[list[str], str]] = []
    ends: set[str] = set()

    def down(path: list[str], tiers: list[str]) -> None:
        here = path[-1]
        if world.kinds[here] == "measure":
            whole.append((path, min(tiers, key=LADDER.index)))
            return
        steps = [edge for edge in world.edges if edge.target == here and _leads_down(world, edge)]
        if as_source:
            steps = [edge for edge in steps if edge.basis != "inferred"]
        elif any(edge.type == "part_of" for edge in steps):
            steps = [edge for edge in steps if edge.type == "part_of"]
        if not steps:
            ends.add(here)
        for edge in steps:
            down([*path, edge.source], [*tiers, edge.tier])

    down([problem], [])
    return whole, ends


def _leads_down(world: World, edge: Edge) -> bool:
    """From a problem to the goals that answer it, from a goal to its sub-goals and measures, from a sub-goal to
    measures."""
    step = (world.kinds[edge.target], edge.type, world.kinds[edge.source])
    return step in (
        ("core_problem", "answers", "goal"),
        ("goal", "part_of", "sub_goal"),
        ("goal", "advances", "measure"),
        ("sub_goal", "advances", "measure"),
    )
