"""The elements of a vision: one class a kind, all with the same core."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import model_validator

from sotetrace.model.base import Day, NonEmpty, SharedNames, Value, share_field_names
from sotetrace.model.ids import Id
from sotetrace.model.kinds import Kind
from sotetrace.model.links import Anchor, Link, NamesLink
from sotetrace.model.text import Language, Text

if TYPE_CHECKING:
    from typing import Self

    from pydantic import ValidationInfo

StatementRole = Literal["vision", "promise", "choice", "purpose", "narrative", "claim", "position"]
InstrumentKind = Literal[
    "law", "steering", "funding", "digital", "data", "workforce", "service_model", "structure", "negotiation"
]


class Sic(Value):
    """A slip of the source that is kept as it stands, with what it presumably should be."""

    text: NonEmpty
    note: Text | None = None


class Variant(Value):
    """Another wording of the same element, exactly as it stands at its place."""

    text: NonEmpty
    where: Id
    lang: Language | None = None
    prefix: NonEmpty | None = None
    suffix: NonEmpty | None = None
    occurrence: int | None = None
    sic: tuple[Sic, ...] = ()
    note: Text | None = None


class Part(Value):
    """One of several claims or actions that an element joins; its title is a label of ours, its words are the quote."""

    id: Id
    title: Text
    source: Anchor | None = None
    sic: tuple[Sic, ...] = ()


class Element(Value):
    """What every element has, whatever its kind."""

    kind: ClassVar[Kind]

    id: Id
    order: int | None = None
    number: NonEmpty | None = None
    title: Text
    title_from: Literal["source", "project"] = "source"
    title_official: tuple[Language, ...] = ()
    summary: Text | None = None
    note: Text | None = None
    source: Anchor | None = None
    variants: tuple[Variant, ...] = ()
    sic: tuple[Sic, ...] = ()
    parts: tuple[Part, ...] = ()
    formerly: tuple[Id, ...] = ()
    draft: bool = False

    @model_validator(mode="after")
    def _share_field_names(self, info: ValidationInfo) -> Self:
        """Save memory as soon as an element is there: at the end, all that is saved would have been taken."""
        shared: SharedNames | None = info.context
        if shared is not None:
            share_field_names(self, shared)
        return self


class LevelledElement(Element):
    """An element that may stand at a level."""

    level: Id | None = None


class Statement(LevelledElement):
    """A sentence of the document that is no goal and no measure: the vision sentence, a promise, a position, …."""

    kind = "statement"
    role: StatementRole


class Trend(LevelledElement):
    """A development in the operating environment."""

    kind = "trend"
    drives: tuple[Link, ...] = ()


class Level(Element):
    """A step on the axis of the document; an axis, not a parent."""

    kind = "level"


class CoreProblem(LevelledElement):
    """What is wrong today."""

    kind = "core_problem"


class Goal(LevelledElement):
    """Where the document wants to be."""

    kind = "goal"
    answers: tuple[Link, ...] = ()
    serves: tuple[Link, ...] = ()


class SubGoal(LevelledElement):
    """A part of one goal."""

    kind = "sub_goal"
    goal: Id
    answers: tuple[Link, ...] = ()


class Instrument(Anchor):
    """A means that the words of a measure name."""

    kind: InstrumentKind


class Measure(LevelledElement):
    """What is done."""

    kind = "measure"
    instruments: tuple[Instrument, ...] = ()
    names: tuple[NamesLink, ...] = ()
    serves: tuple[Link, ...] = ()
    needs: tuple[Link, ...] = ()
    hinders: tuple[Link, ...] = ()
    advances: tuple[Link, ...] = ()


class Indicator(LevelledElement):
    """How anyone will know: a measurable quantity with its baseline and target."""

    kind = "indicator"
    baseline: NonEmpty | None = None
    target: NonEmpty | None = None
    unit: NonEmpty | None = None
    year: int | None = None
    data_source: Text | None = None
    indicates: tuple[Link, ...] = ()


class Actor(Element):
    """A party that the text names."""

    kind = "actor"


class Milestone(LevelledElement):
    """An item of the roadmap; it has a date only where the source gives it one."""

    kind = "milestone"
    date: Day | None = None
    delivers: tuple[Link, ...] = ()
