"""What changed in meaning between two states, by level, in lines that can be published as they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sotetrace.model.ids import natural_key
from sotetrace.report.labels import Labels
from sotetrace.report.page import Entries, Entry, Heading, Page, Paragraph, Span
from sotetrace.report.pages.diff import sides_of
from sotetrace.report.topics import OF_CROSSWALKS, OF_THE_KEEPING, TOPIC_OF, TOPICS

if TYPE_CHECKING:
    from sotetrace.diff import ChangeFinding
    from sotetrace.model.document import VisionDocument
    from sotetrace.report.page import Block, Cell
    from sotetrace.report.pages.diff import DiffView
    from sotetrace.report.topics import Topic

_CROSSWALKS = -2
"""The place of what changed between documents."""
_REWORDED = frozenset(("title-changed", "text-reworded", "translation-changed"))


@dataclass(frozen=True)
class Line:
    """One thing that changed; `because` names what brought it about, `details` what came or went along with it."""

    topic: Topic
    id: str
    text: str
    before: str = ""
    after: str = ""
    because: str = ""
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """The lines of one level of one document; `level` is empty for what stands at none."""

    document: VisionDocument | None
    level: str
    title: str
    lines: tuple[Line, ...]


def build_groups(view: DiffView) -> list[Group]:
    """Build the lines of a comparison by document and level, in the order of the document."""
    told: dict[tuple[int, str], list[Line]] = {}
    for change in view.result.changes:
        is_meaning = change.change_class != "editorial" and change.rule not in OF_THE_KEEPING
        if is_meaning and not view.result.is_detail(change):
            told.setdefault(_place_of(view, change), []).append(_line(view, change))
    groups = []
    for key in sorted(told, key=lambda key: _order_of_place(view, key)):
        document = view.documents[key[0]] if key[0] >= 0 else None
        lines = sorted(dict.fromkeys(told[key]), key=lambda line: (TOPICS.index(line.topic), natural_key(line.id)))
        title = view.words("changelog.crosswalks") if key[0] == _CROSSWALKS else _title_of(view, document, key[1])
        groups.append(Group(document, key[1], title, tuple(lines)))
    return groups


def build_changelog_page(view: DiffView) -> Page:
    """Build the page of a changelog; without blocks when nothing changed in meaning."""
    groups = build_groups(view)
    if not groups:
        return Page(view.language)
    blocks: list[Block] = [
        Heading(view.words("changelog.title", title=_subject_of(view, groups)), 1),
        Paragraph(Span(sides_of(view), "dim")),
    ]
    for group in groups:
        blocks += [Heading(group.title), Entries(tuple(_entry(view, line) for line in group.lines))]
    return Page(view.language, tuple(blocks))


def _subject_of(view: DiffView, groups: list[Group]) -> str:
    """Return what a changelog is about: the documents that changed, by title, or the crosswalks where only they did."""
    told = {id(one.document): one.document for one in groups if one.document is not None}
    crosswalks = view.words("changelog.crosswalks")
    if not told and any(one.title == crosswalks for one in groups):
        return crosswalks
    documents = told.values() or view.documents[: len(view.result.documents)]
    return ", ".join(Labels(document, view.words).text(document.document.title) for document in documents)


# ---- where a line stands ---------------------------------------------------------------------------------------------


def _place_of(view: DiffView, change: ChangeFinding) -> tuple[int, str]:
    """Return the number of the document and the level of a change; a negative one for what is said of no document."""
    if change.rule in OF_CROSSWALKS:
        return _CROSSWALKS, ""
    for document in view.documents_of(change):
        owner = change.element if change.element in document.elements else change.element.rpartition(".")[0]
        element = document.elements.get(owner)
        if element is not None:
            level = owner if element.kind == "level" else document.level_of(owner)
            return _number_of(view, document), level or ""
    ids = [document.document.id for document in view.documents]
    known = change.finding.place.document
    return (ids.index(known), "") if known in ids else (-1, "")


def _number_of(view: DiffView, document: VisionDocument) -> int:
    """Return the number of the first, new state of a document, so that both of its sides are told together."""
    pairs = [diff for diff in view.result.documents if document is diff.old and diff.new is not None]
    newest = next((diff.new for diff in pairs), document)
    return next(number for number, one in enumerate(view.documents) if one is newest)


def _order_of_place(view: DiffView, key: tuple[int, str]) -> tuple[object, ...]:
    number, level = key
    levels = [one.id for one in view.documents[number].levels] if number >= 0 else []
    place = levels.index(level) if level in levels else len(levels) + (not level)
    return (number < 0, number, place, natural_key(level))


def _title_of(view: DiffView, document: VisionDocument | None, level: str) -> str:
    own = [document] if document is not None else []
    titles = (Labels(one, view.words).title(level) for one in (*own, *view.documents))
    name = f"{level} {next((title for title in titles if title), '')}".strip() if level else ""
    shown = name or view.words("coverage.no_level")
    if document is None or len(view.result.documents) < 2:
        return shown
    return f"{Labels(document, view.words).text(document.document.title)}: {shown}"


# ---- what a line says ------------------------------------------------------------------------------------------------


def _line(view: DiffView, change: ChangeFinding) -> Line:
    topic = TOPIC_OF.get(change.rule, "other")
    before, after = _wordings(view, change) if change.rule in _REWORDED else ("", "")
    because = view.because(change) if topic == "coverage" else ""
    details = [child for child in view.result.children_of(change) if view.result.is_detail(child)]
    return Line(
        topic,
        change.element,
        _text(view, change),
        before,
        after,
        because,
        tuple(dict.fromkeys(_text(view, child) for child in details if child.change_class != "editorial")),
    )


def _wordings(view: DiffView, change: ChangeFinding) -> tuple[str, str]:
    """Return a text before and after, in the language of the page where it changed with the original."""
    own = (one for one in view.result.children_of(change) if one.rule == "translation-changed")
    told = next((one for one in own if one.language == view.language and one.subject == change.subject), change)
    before, after = (value if isinstance(value, str) else "" for value in (told.before, told.after))
    return before, after


def _text(view: DiffView, change: ChangeFinding) -> str:
    """Return what a change says: a link with the titles of both ends, anything else in the words of its rule."""
    words = view.words
    if change.rule in ("link-added", "link-removed"):
        basis = words.slot(dict(change.finding.args)["basis"])
        return words(f"changelog.{change.rule}", link=_link(view, change, change.subject), basis=basis)
    if change.rule == "link-retargeted":
        before, after = (_link(view, change, str(name)) for name in (change.before, change.after))
        return words("changelog.link-retargeted", before=before, after=after)
    if change.rule in _REWORDED:
        field = words.slot(dict(change.finding.args).get("field", "@field.title"))
        return words("changelog.reworded", element=_named(view, change, change.subject), field=field)
    return view.sentence(change)


def _link(view: DiffView, change: ChangeFinding, name: str) -> str:
    """Return a link in words, from its name: `M1:G2` or `M1:serves:S6`."""
    start, *types, to = name.split(":")
    kind = view.words(f"link.{types[0] if types else 'advances'}")
    return f"{_named(view, change, start)} – {kind} – {_named(view, change, to)}"


def _named(view: DiffView, change: ChangeFinding, identifier: str) -> str:
    documents = (*view.documents_of(change), *view.documents)
    title = next((title for document in documents if (title := _title(view, document, identifier))), "")
    return f"{identifier} {view.words('quoted', text=title)}" if title else identifier


def _title(view: DiffView, document: VisionDocument, identifier: str) -> str:
    """Return the title of an element, part or scope, or of the document or a source; else nothing."""
    labels = Labels(document, view.words)
    others = ((document.document.id, document.document.title), *((one.id, one.title) for one in document.sources))
    return labels.title(identifier) or next((labels.text(text) for one, text in others if one == identifier), "")


def _entry(view: DiffView, line: Line) -> Entry:
    body: list[Cell] = []
    for name, text in (("before", line.before), ("after", line.after)):
        if text:
            body.append((Span(f"{view.words(f'changelog.{name}')} ", "dim"), view.words("quoted", text=text)))
    body += line.details
    body += [line.because] if line.because else []
    return Entry(line.text, tuple(body))
