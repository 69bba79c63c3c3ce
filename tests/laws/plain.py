"""The questions about chains once more, in the plainest way: every chain is walked, every set is tried.

Nothing here is imported from the program, nor is networkx. Ids of the laws have one digit, so they sort as words.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from tests.laws import oracle
from tests.laws.oracle import LADDER, Edge, Everything, World

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence, Set

    from tests.builders import Raw

ABOVE = {
    "answers": "target",
    "part_of": "target",
    "advances": "target",
    "serves": "target",
    "drives": "source",
    "indicates": "target",
    "names": "source",
    "delivers": "target",
    "needs": "source",
    "hinders": "target",
}
"""Which end of a link stands nearer to the vision; no chain follows a level."""

Accepts = "Callable[[Edge], bool]"


def rank(edge: Edge) -> int:
    return LADDER.index(edge.tier)


def order(edge: Edge) -> tuple[Any, ...]:
    """The order of links: by type, by where they start and end, the stronger first."""
    return (
        edge.type,
        edge.source_part or edge.source,
        edge.target_part or edge.target,
        -rank(edge),
        edge.scope or "",
    )


def steps(whole: Everything, accepts: Callable[[Edge], bool]) -> list[tuple[str, str, Edge]]:
    """Every step of a chain: the lower end, the upper end, the link."""
    found = []
    for edge in whole.edges:
        if edge.type in ABOVE and edge.source != edge.target and accepts(edge):
            ends = (edge.source, edge.target)
            found.append((*(ends if ABOVE[edge.type] == "target" else ends[::-1]), edge))
    return found


def walks(
    found: Sequence[tuple[str, str, Edge]], start: str, direction: str, depth: int | None = None
) -> Iterator[tuple[list[Edge], bool]]:
    """Every chain from an element in a direction that meets nothing twice, and whether it could go on."""

    def on(path: list[str], edges: list[Edge]) -> Iterator[tuple[list[Edge], bool]]:
        further = []
        for low, high, edge in found:
            here, there = (low, high) if direction == "up" else (high, low)
            if here == path[-1] and there not in path:
                further.append((there, edge))
        if edges:
            yield edges, bool(further)
        if depth is None or len(edges) < depth:
            for there, edge in further:
                yield from on([*path, there], [*edges, edge])

    return on([start], [])


def paths(whole: Everything, start: str, end: str, accepts: Callable[[Edge], bool]) -> list[list[Edge]]:
    """Every chain between two elements by the strongest link of each pair, in the order in which they are shown."""
    strongest: dict[tuple[str, str], Edge] = {}
    for low, high, edge in steps(whole, accepts):
        best = strongest.get((low, high))
        if best is None or (-rank(edge), order(edge)) < (-rank(best), order(best)):
            strongest[low, high] = edge
    by_pair = [(low, high, edge) for (low, high), edge in strongest.items()]

    def to(low: str, high: str) -> Iterator[list[Edge]]:
        for chain, _ in walks(by_pair, low, "up"):
            last = chain[-1]
            if high == (last.target if ABOVE[last.type] == "target" else last.source):
                yield chain

    found = [*to(start, end), *to(end, start)] if start != end else []
    return sorted(found, key=lambda chain: (len(chain), -min(map(rank, chain)), [order(edge) for edge in chain]))


# ---- below a core problem ----------------------------------------------------------------------------------


def below(world: World, problem: str) -> list[list[str]]:
    """Every chain from a core problem down to a measure, as ids, the problem left out."""
    return [ids[1:] for ids, _ in oracle.chains(world, problem, as_source=False)[0]]


def is_cut_by(chains: Sequence[Sequence[str]], node: str) -> bool:
    """Whether no chain is left without a node."""
    return not any(node not in chain for chain in chains)


def most_disjoint(chains: Iterable[Collection[str]]) -> int:
    """How many chains can be chosen so that no two share anything: every choice is tried."""
    sets = list({frozenset(chain) for chain in chains})

    def choose(rest: Sequence[Set[str]], taken: Set[str]) -> int:
        if not rest:
            return 0
        without = choose(rest[1:], taken)
        return without if rest[0] & taken else max(without, 1 + choose(rest[1:], taken | rest[0]))

    return choose(sets, frozenset())


def fewest(sets: Collection[frozenset[str]]) -> int:
    """How many members it takes to meet every set: every choice is tried, the small ones first."""
    members = sorted(frozenset().union(*sets))
    for size in range(len(members) + 1):
        for chosen in combinations(members, size):
            if all(each.intersection(chosen) for each in sets):
                return size
    raise AssertionError("an empty set meets nothing")


# ---- documents without something ---------------------------------------------------------------------------


def without_elements(raw: Raw, gone: Collection[str]) -> Raw:
    """The document without some elements; links at them lead nowhere."""
    return {
        **raw,
        **{name: [e for e in raw[name] if e["id"] not in gone] for name in oracle.SECTIONS if name in raw},
    }


def without_edge(raw: Raw, gone: Edge) -> Raw:
    """The document without one link; of a claim about a set, without what it says of one member."""
    section, number, key, *position = gone.path
    assert isinstance(section, str)
    assert isinstance(number, int)
    assert isinstance(key, str)
    holder = raw[section][number]
    if gone.is_field:
        changed = [{**holder, "goal": "X9"} if key == "goal" else {k: v for k, v in holder.items() if k != key}]
    else:
        (at,) = position
        rest = {**holder, key: [link for n, link in enumerate(holder[key]) if n != at]}
        changed = [rest]
        if gone.scope is not None:
            members = [m for m in Everything(raw)._members(holder["members"]) if m != gone.source]
            changed.append({"id": holder["id"], "members": members, key: [holder[key][at]]})
    return {**raw, section: [*raw[section][:number], *changed, *raw[section][number + 1 :]]}


# ---- what falls --------------------------------------------------------------------------------------------

WEIGHTS = {
    "last_carrier": 100,
    "chain_broken": 100,
    "last_part_carrier": 30,
    "one_carrier": 10,
    "weaker": 3,
    "chain_weaker": 1,
}


@dataclass(frozen=True)
class Fall:
    """One thing that is worse in the one evaluation than in the other."""

    id: str
    kind: str
    type: str
    expectation: str | None
    before: str
    after: str
    left: frozenset[str]
    because: tuple[str, ...]


def falls(before: World, after: World, gone: Collection[str]) -> list[Fall]:
    """Compare two evaluations of everything: every element that is in both, and the chain of every core problem."""
    found: list[Fall] = []
    for wanted in oracle.expectations_of(before.raw):
        if oracle.is_applicable(before, wanted) and wanted["link"] not in ("at", "part_of"):
            old, new = oracle.statuses(before, wanted), oracle.statuses(after, wanted)
            for me in old.keys() & new.keys():
                found += _element(before.kinds[me], wanted["id"], me, old[me], new[me], gone)
    for problem in before.of_kind("core_problem"):
        was = _witness(before, problem)
        if problem in after.kinds and was is not None and set(was[0]) & set(gone):
            because = tuple(identifier for identifier in was[0] if identifier in gone)
            now = _witness(after, problem)
            if now is None:
                ends = frozenset(oracle.chains(after, problem, as_source=False)[1])
                found.append(Fall(problem, "core_problem", "chain_broken", None, was[1], "none", ends, because))
            elif LADDER.index(now[1]) < LADDER.index(was[1]):
                left = frozenset(now[0])
                found.append(Fall(problem, "core_problem", "chain_weaker", None, was[1], now[1], left, because))
    return sorted(found, key=lambda fall: (-WEIGHTS[fall.type], fall.id, fall.expectation or ""))


def _witness(world: World, problem: str) -> tuple[list[str], str] | None:
    whole = oracle.chains(world, problem, as_source=False)[0]
    return min(whole, key=lambda chain: (-LADDER.index(chain[1]), len(chain[0]), chain[0]), default=None)


def _element(
    kind: str, expectation: str, me: str, old: oracle.Status, new: oracle.Status, gone: Collection[str]
) -> Iterator[Fall]:
    because = tuple(sorted((old.by_source | old.carriers) & set(gone)))
    had = {old.as_source, old.as_read} != {"none"}
    has = {new.as_source, new.as_read} != {"none"}
    if (old.carriers and not new.carriers) or (had and not has):
        yield Fall(me, kind, "last_carrier", expectation, old.as_read, new.as_read, frozenset(), because)
        return
    for part, was_served in old.served.items():
        if was_served and not new.served[part]:
            was = old.part_read[part]
            yield Fall(part, kind, "last_part_carrier", expectation, was, "none", frozenset(), because)
    left = frozenset(new.carriers)
    if len(new.carriers) == 1 < len(old.carriers):
        yield Fall(me, kind, "one_carrier", expectation, old.as_read, new.as_read, left, because)
    elif LADDER.index(new.as_read) < LADDER.index(old.as_read):
        yield Fall(me, kind, "weaker", expectation, old.as_read, new.as_read, left, because)
    elif LADDER.index(new.as_source) < LADDER.index(old.as_source):
        read_is_same = old.as_read == new.as_read
        was, now = (old.as_source, new.as_source) if read_is_same else (old.as_read, new.as_read)
        yield Fall(me, kind, "weaker", expectation, was, now, left, because)
