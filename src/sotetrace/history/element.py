"""How one element came to be what it is: what each commit changed of it, backwards along its former ids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, TypeVar

from sotetrace.errors import AbsentModelError, UnparsableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sotetrace.diff import ChangeFinding, DiffResult
    from sotetrace.model.document import VisionDocument
    from sotetrace.store.history import Commit

StepStatus = Literal["changed", "first", "cut", "unreadable", "absent"]
"""What a commit is to the element: it changed it; it is the first one, or the first of a shallow clone, and had it;
nothing of the model could be parsed there, or there was none."""

_LINKS = frozenset(
    ("link-added", "link-removed", "link-retargeted", "link-changed", "link-rationale-changed", "review-changed")
)
_OF_IDS = frozenset(("id-changed", "elements-merged", "element-split"))


class State(Protocol):
    """A model as it stood at a commit."""

    @property
    def documents(self) -> tuple[VisionDocument, ...]:
        """The documents of the workspace."""


StateT = TypeVar("StateT", bound=State)


@dataclass(frozen=True)
class Step:
    """One commit in the history of an element.

    `ids` are those by which the element was known after the commit: several where it came of several. `result` is the
    comparison with the state before, narrowed to the element; None where there is nothing to compare.
    """

    commit: Commit
    status: StepStatus
    ids: tuple[str, ...]
    result: DiffResult | None = None


@dataclass(frozen=True)
class ElementHistory:
    """The steps of an element, newest first.

    `has_more` says that older ones were left out, `is_cut` that the clone is shallow and older ones are not known.
    """

    id: str
    steps: tuple[Step, ...]
    has_more: bool = False
    is_cut: bool = False

    @property
    def is_known(self) -> bool:
        """Whether any commit that could be read has or had the element."""
        return any(step.status not in ("unreadable", "absent") for step in self.steps)


def find_history(
    commits: Sequence[Commit],
    identifier: str,
    open_state: Callable[[Commit], StateT],
    compare: Callable[[StateT, StateT], DiffResult],
    *,
    limit: int | None = None,
) -> ElementHistory:
    """Find what changed an element, or the element of a part, in commits that are given oldest first.

    `open_state` opens the model at a commit, `compare` compares an old state with a new one. Where opening raises
    UnparsableError or AbsentModelError, the commit is named and passed over. With a limit, the newest so many steps.
    """
    steps: list[Step] = []
    for step in _iter_steps(commits, identifier, open_state, compare):
        if len(steps) == limit:
            return ElementHistory(identifier, tuple(steps), has_more=True)
        steps.append(step)
    return ElementHistory(identifier, tuple(steps), is_cut=bool(commits) and commits[0].is_cut)


def _iter_steps(
    commits: Sequence[Commit],
    identifier: str,
    open_state: Callable[[Commit], StateT],
    compare: Callable[[StateT, StateT], DiffResult],
) -> Iterator[Step]:
    """Yield the steps, newest first. Older commits are opened only as far as they are asked for."""
    ids: tuple[str, ...] = (identifier,)
    newer: tuple[Commit, StateT] | None = None
    passed: list[Step] = []
    for commit in reversed(commits):
        state = _open(commit, open_state)
        if isinstance(state, str):
            passed.append(Step(commit, state, ids))
            continue
        if newer is None:
            ids = (_owner(identifier, state.documents),)
        else:
            result = compare(state, newer[1])
            step = _compared(newer[0], ids, result)
            yield from (step,) if step is not None else ()
            ids = _ids_before(ids, result)
        yield from passed
        newer, passed = (commit, state), []
    if newer is not None and _has(newer[1].documents, ids):
        yield Step(newer[0], "cut" if commits[0].is_cut else "first", ids)
    yield from passed


def _has(documents: Iterable[VisionDocument], ids: Iterable[str]) -> bool:
    """Say whether documents have an element or scope of one of some ids."""
    known = ((*document.elements, *(scope.id for scope in document.scopes)) for document in documents)
    return any(one in each for each in known for one in ids)


def _owner(identifier: str, documents: Iterable[VisionDocument]) -> str:
    """Return the id of the element that has a part; any other id as it is."""
    elements = [element for document in documents for element in document.elements.values()]
    return next((e.id for e in elements if any(part.id == identifier for part in e.parts)), identifier)


def _open(commit: Commit, open_state: Callable[[Commit], StateT]) -> StateT | Literal["unreadable", "absent"]:
    try:
        return open_state(commit)
    except UnparsableError:
        return "unreadable"
    except AbsentModelError:
        return "absent"


def _compared(commit: Commit, ids: tuple[str, ...], result: DiffResult) -> Step | None:
    """Return the step of a commit, or None when it changed nothing of the element."""
    sides = [side for diff in result.documents for side in (diff.old, diff.new) if side is not None]
    elements = {identifier for side in sides for identifier in side.elements}

    def is_about(change: ChangeFinding) -> bool:
        named = _named_by(change)
        # A part stands for its element; the id of a sub-goal has a dot as well, and is no part.
        return any(one in ids or (one not in elements and one.rpartition(".")[0] in ids) for one in named)

    narrowed = result.only(is_about)
    return Step(commit, "changed", ids, narrowed) if narrowed.changes else None


def _ids_before(ids: tuple[str, ...], result: DiffResult) -> tuple[str, ...]:
    """Return the ids by which an element was known before what is compared."""
    known = list(ids)
    for change in result.changes:
        after = _as_list(change.after)
        if change.rule in _OF_IDS and set(after) & set(ids):
            if change.rule == "id-changed":
                known = [one for one in known if one not in after]
            known += _as_list(change.before)
    return tuple(dict.fromkeys(known))


def _named_by(change: ChangeFinding) -> set[str]:
    """Return the ids that a change is about: of an element or part, and of both ends of a link."""
    if change.rule == "number-changed" and isinstance(change.after, list):
        return {str(pair[0]) for pair in change.after if isinstance(pair, list)}
    if change.rule in _OF_IDS:
        return {change.element, *_as_list(change.before), *_as_list(change.after)}
    named = {change.element}
    if change.rule in _LINKS:
        names = [change.subject, *(value for value in (change.before, change.after) if isinstance(value, str))]
        named |= {end for name in names if ":" in name for end in (name.split(":")[0], name.split(":")[-1])}
    return named


def _as_list(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]
