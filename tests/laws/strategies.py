"""Random documents, as plain dicts in the shape of the YAML: small ones, in which everything that bears on coverage
happens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import settings
from hypothesis import strategies as st

from tests.builders import blanket, element, inferred, judged, layout, raw_vision, scope, stated

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.builders import Raw

    Draw = Callable[[st.SearchStrategy[Any]], Any]

FEWER = settings(max_examples=settings().max_examples * 3 // 5)
"""For laws about wide documents, which take longer to draw; as a share, so that every profile holds."""

UNKNOWN = "X9"
"""An id that no element has."""

_TRUE_OF_TEN = st.integers(0, 9)


def _chance(draw: Draw, tenths: int) -> bool:
    return bool(draw(_TRUE_OF_TEN) < tenths)


@st.composite
def links(draw: Draw, targets: Sequence[str], starts: Sequence[str] = (), bases: str = "slbi") -> Raw:
    """One link object to one of the targets: any basis, any confidence (or none), either sign, reviewed or not."""
    to = draw(st.sampled_from(targets))
    fields: Raw = {"sign": "unclear"} if _chance(draw, 1) else {}
    if starts and _chance(draw, 4):
        fields["from"] = draw(st.sampled_from(starts))
    match draw(st.sampled_from(bases)):
        case "s":
            return stated(to, **fields)
        case "l":
            return layout(to, **fields)
        case "b":
            return blanket(to, **fields)
        case _:
            verdict = draw(st.sampled_from((None, None, None, "accepted", "accepted", "rejected")))
            if verdict is not None:
                fields["reviewed"] = {"by": "reader", "date": "2026-01-01", "verdict": verdict}
            return inferred(to, draw(st.sampled_from(("high", "medium", "low", None))), **fields)


def _some_links(targets: Sequence[str], most: int, starts: Sequence[str] = ()) -> st.SearchStrategy[list[Raw]]:
    return st.lists(links(targets, starts), max_size=most) if targets else st.just([])


@st.composite
def _elements(draw: Draw, ids: Sequence[str], levels: Sequence[str], part_letters: str = "") -> list[Raw]:
    found = []
    for identifier in ids:
        fields: Raw = {"draft": True} if _chance(draw, 1) else {}
        if levels and _chance(draw, 7):
            fields["level"] = draw(st.sampled_from((*levels, UNKNOWN)))
        if part_letters and _chance(draw, 5):
            fields["parts"] = part_letters[: draw(st.integers(1, len(part_letters)))]
        found.append(element(identifier, **fields))
    return found


def _ids(draw: Draw, stem: str, least: int, most: int) -> list[str]:
    return [f"{stem}{number}" for number in range(1, draw(st.integers(least, most)) + 1)]


def _with_parts(elements: Sequence[Raw]) -> list[str]:
    """The ids of elements and of their parts."""
    return [found for raw in elements for found in (raw["id"], *_parts(raw))]


def _parts(raw: Raw) -> list[str]:
    return [part["id"] for part in raw.get("parts", ())]


_MEMBERS = st.sampled_from(({"kind": "measure"}, {"level": "L1"}, {"kind": "measure", "level": "L2"}, {}))


@st.composite
def documents(draw: Draw, *, with_drafts: bool = True) -> Raw:
    """A document in which ids are unique and sub-goals name goals; links may point at anything, even at nothing."""
    levels = [element(identifier) for identifier in _ids(draw, "L", 0, 2)]
    level_ids = [raw["id"] for raw in levels]
    problems = draw(_elements(_ids(draw, "P", 1, 2), level_ids, "ab"))
    goals = draw(_elements(_ids(draw, "G", 0, 3), level_ids, "ab"))
    sub_goals = draw(
        _elements([f"{raw['id']}.{n}" for raw in goals for n in range(draw(st.integers(0, 2)))], level_ids, "abc")
    )
    measures = draw(_elements(_ids(draw, "M", 0, 4), level_ids, "ab"))
    statements = draw(_elements(_ids(draw, "S", 0, 2), level_ids, "ab"))
    indicators = draw(_elements(_ids(draw, "I", 0, 1), level_ids))
    aims = _with_parts([*goals, *sub_goals])
    for raw in statements:
        raw["role"] = draw(st.sampled_from(("vision", "promise", "claim")))
    for raw in goals:
        raw["answers"] = draw(_some_links(_with_parts(problems), 2))
        raw["serves"] = draw(_some_links(_with_parts(statements), 1))
    for raw in sub_goals:
        raw["goal"] = raw["id"].rsplit(".", 1)[0] if _chance(draw, 9) else UNKNOWN
        raw["answers"] = draw(_some_links(_with_parts(problems), 1))
    for raw in measures:
        raw["advances"] = draw(_some_links([*aims, *aims, "P1", UNKNOWN], 4, _parts(raw)))
        raw["hinders"] = draw(_some_links(aims, 1))
        raw["serves"] = draw(_some_links(_with_parts(statements), 1, _parts(raw)))
    for raw in indicators:
        raw["indicates"] = draw(_some_links(aims, 2))
    everything = [*levels, *problems, *goals, *sub_goals, *measures, *statements, *indicators]
    if not with_drafts:
        for raw in everything:
            raw.pop("draft", None)
    ids = [raw["id"] for raw in everything]
    scopes = [
        scope(identifier, draw(_MEMBERS | st.lists(st.sampled_from(ids), max_size=3, unique=True)), *claims)
        for identifier in _ids(draw, "X", 0, 1)
        for claims in [draw(st.lists(links([*aims, UNKNOWN], bases="b"), min_size=1, max_size=2))]
    ]
    records = []
    if measures and sub_goals and _chance(draw, 5):
        some = st.lists(st.sampled_from([raw["id"] for raw in measures]), max_size=3)
        others = st.lists(st.sampled_from([raw["id"] for raw in sub_goals]), max_size=3)
        records = draw(st.lists(st.builds(judged, some, others), min_size=1, max_size=2))
    return raw_vision(
        levels=levels,
        core_problems=problems,
        goals=goals,
        sub_goals=sub_goals,
        measures=measures,
        statements=statements,
        indicators=indicators,
        scopes=scopes,
        judged=records,
        expectations=draw(expectations()),
    )


_OTHER_EXPECTATIONS: tuple[Raw, ...] = (
    {"id": "twice", "of": "sub_goal", "link": "advances", "direction": "in", "by": ["measure"], "at_least": 2},
    {"id": "once", "of": "sub_goal", "link": "advances", "direction": "in", "by": ["measure"]},
    {"id": "busy", "of": "measure", "link": "advances", "direction": "out", "by": ["sub_goal"], "at_least": 2},
    {"id": "aimed", "of": "goal", "link": "advances", "direction": "in", "by": ["measure"]},
    {"id": "hindered", "of": "sub_goal", "link": "hinders", "direction": "in", "by": ["measure"]},
    {"id": "carried", "of": "statement", "link": "serves", "direction": "in", "by": ["measure"], "roles": ["claim"]},
    {"id": "placed", "of": "goal", "link": "at", "direction": "out", "by": ["level"]},
)


def expectations() -> st.SearchStrategy[list[Raw]]:
    """None (so the built-in ones hold), or some of other ones."""
    some = st.lists(st.sampled_from(_OTHER_EXPECTATIONS), min_size=1, max_size=4, unique_by=lambda raw: str(raw["id"]))
    return st.just([]) | some


# ---- wider and denser documents, for questions about chains --------------------------------------------------


@st.composite
def _ladders(draw: Draw) -> Raw:
    """A document that leads from problems down to measures in several ways, nearly all of which count."""
    problems, goals = _ids(draw, "P", 1, 2), _ids(draw, "G", 2, 3)
    owners = [goal for goal in goals for _ in range(draw(st.integers(0, 2)))]
    sub_goals = [element(f"{goal}.{n}", goal=goal) for n, goal in enumerate(owners)]
    measures = [element(identifier) for identifier in _ids(draw, "M", 3, 4)]
    for raw in (*sub_goals, *measures):
        if _chance(draw, 4):
            raw["parts"] = [element(f"{raw['id']}.{letter}") for letter in "ab"]
    aims = _with_parts(sub_goals) or goals
    for raw in measures:
        raw["advances"] = draw(st.lists(links(aims, bases="iiils"), min_size=1, max_size=3))
        raw["hinders"], raw["serves"] = [], []
        if _chance(draw, 1):
            raw["draft"] = True
    return raw_vision(
        levels=[],
        core_problems=[element(identifier) for identifier in problems],
        goals=[
            element(identifier, answers=draw(st.lists(links(problems, bases="sl"), min_size=1, max_size=2)), serves=[])
            for identifier in goals
        ],
        sub_goals=[{**raw, "answers": []} for raw in sub_goals],
        measures=measures,
        statements=[],
        indicators=[],
        scopes=[],
        judged=[],
        expectations=[],
    )


@st.composite
def wide_documents(draw: Draw) -> Raw:
    """A document as above or one with more chains, with what stands around the measures: trends, actors, milestones,
    instruments, and what one measure needs of others (also of itself, and in circles)."""
    raw: Raw = draw(_ladders() if _chance(draw, 7) else documents())
    problems, goals, measures = raw["core_problems"], raw["goals"], raw["measures"]
    for each in goals:
        if _chance(draw, 7):
            each["answers"].append(draw(links([problem["id"] for problem in problems])))
    own = [each["id"] for each in raw["sub_goals"]]
    for each in measures:
        each["advances"] += draw(_some_links(own, 2, _parts(each)))
        each["needs"] = draw(_some_links([other["id"] for other in measures], 2))
        kinds = st.lists(st.sampled_from(("law", "digital", "data")), max_size=2, unique=True)
        each["instruments"] = [{"kind": kind, "quote": kind} for kind in draw(kinds)]
    trends = [element(identifier) for identifier in _ids(draw, "T", 0, 1)]
    actors = [element(identifier) for identifier in _ids(draw, "A", 0, 2)]
    milestones = [element(identifier) for identifier in _ids(draw, "R", 0, 1)]
    for each in trends:
        each["drives"] = draw(_some_links(_with_parts(problems), 2))
    for each in measures:
        each["names"] = draw(_some_links([actor["id"] for actor in actors], 2, _parts(each)))
    for each in milestones:
        each["delivers"] = draw(_some_links([*_with_parts(measures), UNKNOWN], 2))
    return {**raw, "trends": trends, "actors": actors, "milestones": milestones}
