"""The coverage report: CoverageResult → Page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.coverage import READ_TIERS, SOURCE_TIERS
from sotetrace.report.gaps import iter_gaps_of, words_of_gap
from sotetrace.report.labels import Labels, id_list, notes_of
from sotetrace.report.page import Column, Heading, Items, Page, Paragraph, Span, Table
from sotetrace.rules import code_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sotetrace.coverage import CoverageResult, ElementCoverage, ExpectationCoverage, GateResult, Tier
    from sotetrace.messages import Translator
    from sotetrace.model.document import VisionDocument
    from sotetrace.report.gaps import Gap
    from sotetrace.report.page import Block, Cell, Style


def build_coverage_page(
    result: CoverageResult,
    document: VisionDocument,
    words: Translator,
    gates: Sequence[GateResult] = (),
    assumed: Sequence[str] = (),
) -> Page:
    """Build the report of one document's coverage; `assumed` are the sentences of a "what if"."""
    labels = Labels(document, words)
    blocks: list[Block] = [Heading(words("coverage.title", title=labels.text(document.document.title)), 1)]
    blocks += [Paragraph(Span(sentence, "strong")) for sentence in assumed]
    blocks += [Paragraph(text) for text in headline(result, labels)]
    blocks += build_tier_tables(result, labels)
    blocks += _level_blocks(result, labels)
    blocks += _chain_blocks(result, labels)
    blocks += _gap_blocks(result, labels)
    if gates:
        blocks += [Heading(words("coverage.gates")), Items(tuple(_gate(gate, words) for gate in gates))]
    blocks.append(Paragraph(Span(caveat(result, labels), "dim")))
    return Page(words.language, tuple(blocks))


def headline(result: CoverageResult, labels: Labels) -> Iterator[Cell]:
    """Yield the sentences that say in plain words what the source ties together, and what rests on inference."""
    words, document = labels.words, labels.document
    sub_goals = _find(result, "sub_goal", "measure")
    figures = result.figures
    if result.left_out:
        yield Span(words("coverage.left_out", count=len(result.left_out), ids=id_list(result.left_out)), "bad")
    if result.dangling:
        yield Span(words("coverage.dangling", count=result.dangling), "bad")
    if sub_goals is None or not sub_goals.elements or not sub_goals.is_applicable:
        return
    stated = figures.stated_sub_goals
    beside = [e for e in sub_goals.elements if e.as_source == "layout"]
    if not stated and figures.laid_out_sub_goals:
        yield words("coverage.headline.laid_out", beside=figures.laid_out_sub_goals, sub_goals=len(sub_goals.elements))
    elif not stated and beside:
        yield words("coverage.headline.none_stated", sub_goals=len(sub_goals.elements))
    elif stated:
        yield words("coverage.headline.stated", stated=stated, sub_goals=len(sub_goals.elements))
    for level in (level for level in document.levels if level.id in figures.bare_levels):
        ids = [e.id for e in sub_goals.elements if e.as_source == "blanket" and document.level_of(e.id) == level.id]
        if ids:
            yield words(
                "coverage.headline.blanket",
                level=level.id,
                title=labels.title(level.id),
                count=len(ids),
                ids=id_list(ids),
            )
    if not result.with_inference:
        yield words("coverage.headline.as_source")
        return
    if figures.inferred:
        yield words("coverage.headline.inferred", count=figures.inferred, reviewed=figures.reviewed)
    thin = [e.id for e in sub_goals.elements if e.as_source == "layout" and e.as_read not in ("high", "medium")]
    if thin:
        yield words("coverage.headline.thin", ids=id_list(thin))


def caveat(result: CoverageResult, labels: Labels) -> str:
    """Return the one line that says what coverage does not show."""
    key = "coverage.caveat" if result.with_inference else "coverage.caveat_source"
    return labels.words(key)


def _find(result: CoverageResult, of: str, by: str) -> ExpectationCoverage | None:
    return next((e for e in result.expectations if e.of == of and by in e.by), None)


def build_tier_tables(result: CoverageResult, labels: Labels) -> Iterator[Block]:
    """Yield a table a scale: how many elements of each expectation have which tier."""
    words = labels.words
    yield Heading(words("coverage.tiers"))
    scales = (
        (("as_source", SOURCE_TIERS), ("as_read", READ_TIERS))
        if result.with_inference
        else (("as_source", SOURCE_TIERS),)
    )
    for scale, tiers in scales:
        rows: list[tuple[Cell, ...]] = []
        for expectation in result.expectations:
            if scale == "as_read" and expectation.is_structural:
                continue
            total = len(expectation.elements)
            name = labels.expectation(expectation)
            if not expectation.is_applicable or not total:
                rows.append((name, words("coverage.not_applicable"), *[""] * len(tiers)))
                continue
            counts = [_count(expectation.count(scale, tier), labels.tier(tier).style) for tier in tiers]
            rows.append((name, str(total), *counts))
        yield Table(
            (
                Column(words(f"coverage.{scale}"), may_wrap=True),
                Column(words("coverage.total"), is_number=True),
                *(Column(words(f"tier.{tier}"), is_number=True) for tier in tiers),
            ),
            tuple(rows),
            is_dense=True,
        )
    yield Paragraph(Span(words("coverage.tiers_note"), "dim"))


def _count(number: int, style: Style) -> Span:
    return Span(str(number), style) if number else Span("·", "dim")


def _level_blocks(result: CoverageResult, labels: Labels) -> Iterator[Block]:
    document = labels.document
    has_rows = False
    levels: list[str | None] = [level.id for level in document.levels]
    by_level = rows_by_level(result, labels)
    for level in (*levels, None):
        rows = by_level.get(level, ())
        if level is None and not rows:
            continue
        name = f"{level} {labels.title(level)}" if level is not None else labels.words("coverage.no_level")
        yield Heading(name)
        if rows:
            yield _status_table(rows, result, labels)
            has_rows = True
        if level in result.figures.bare_levels:
            yield Paragraph(Span(labels.words("coverage.no_measures"), "bad"))
    if has_rows:
        yield Paragraph(Span(labels.words("coverage.roll_up"), "dim"))


# What the rows of a level show: the kind, and the kind that is to cover it.
_IN_LEVELS = (
    ("core_problem", ("goal",)),
    ("goal", ("sub_goal",)),
    ("sub_goal", ("measure",)),
    ("measure", ("sub_goal",)),
)


def rows_by_level(
    result: CoverageResult, labels: Labels
) -> Mapping[str | None, Sequence[tuple[str, ElementCoverage | None]]]:
    """Return the elements of the chain by the level they stand at (None: at no level), each with what it has itself."""
    document = labels.document
    rows: dict[str | None, list[tuple[str, ElementCoverage | None]]] = {}
    for kind in ("core_problem", "goal", "sub_goal", "measure"):
        coverage = next((e for e in result.expectations if (e.of, e.by[:1]) in _IN_LEVELS and e.of == kind), None)
        by_id = {e.id: e for e in coverage.elements} if coverage is not None else {}
        for element in document.iter_elements(kind):
            if element.id in by_id:
                rows.setdefault(document.level_of(element.id), []).append((element.id, by_id[element.id]))
    return rows


def _status_table(rows: Sequence[tuple[str, ElementCoverage | None]], result: CoverageResult, labels: Labels) -> Table:
    return Table(
        status_columns(result, labels.words),
        tuple(status_row(identifier, found, result, labels) for identifier, found in rows),
    )


def status_columns(result: CoverageResult, words: Translator) -> tuple[Column, ...]:
    """Return the columns in which `status_row` writes: id, title, and the statuses."""
    columns = [
        Column(words("column.id")),
        Column(words("column.title"), may_wrap=True),
        Column(words("coverage.as_source_short")),
    ]
    if result.with_inference:
        columns += [Column(words("coverage.as_read_short")), Column(words("coverage.unserved"), may_wrap=False)]
    return tuple(columns)


def status_row(
    identifier: str, found: ElementCoverage | None, result: CoverageResult, labels: Labels
) -> tuple[Cell, ...]:
    """Return the row of an element: rolled up where it is a goal or core problem, with its parts that have nothing."""
    rolled = result.find_roll_up(identifier)
    title = labels.title(identifier)
    status = rolled or found
    assert status is not None  # rows are made of what has a coverage
    cells: list[Cell] = [Span(identifier, "id"), title, labels.tier(status.as_source)]
    if result.with_inference:
        cells.append(labels.tier(status.as_read))
        notes = notes_of(found, labels.words, has_parts=found.kind != "goal") if found is not None else []
        if found is not None and found.unjudged:
            notes.append(labels.words("coverage.unjudged", count=len(found.unjudged)))
        cells.append(Span(_short_parts(identifier, notes), "poor"))
    return tuple(cells)


def _short_parts(identifier: str, notes: Sequence[str]) -> str:
    """Return parts without the id they share with their element: `b, c`."""
    return id_list(note.removeprefix(f"{identifier}.") for note in notes)


def _chain_blocks(result: CoverageResult, labels: Labels) -> Iterator[Block]:
    if not result.chains:
        return
    words = labels.words
    yield Heading(words("coverage.chains"))
    columns = [Column(words("coverage.as_source_short")), Column(words("coverage.weakest"))]
    if result.with_inference:
        columns += [Column(words("coverage.as_read_short")), Column(words("coverage.weakest"))]
    rows = []
    for chain in result.chains:
        cells = _chain(chain.as_source, chain.as_source_strength, chain.as_source_frontier, labels)
        if result.with_inference:
            cells += _chain(chain.as_read, chain.as_read_strength, chain.as_read_frontier, labels)
        rows.append(tuple(cells))
    yield Table(tuple(columns), tuple(rows))


def _chain(ids: Sequence[str], strength: Tier, frontier: Sequence[str], labels: Labels) -> list[Cell]:
    if not ids:
        return [Span(labels.words("coverage.stops", ids=id_list(frontier)), "bad"), labels.tier("none")]
    return [Span(" ← ".join(ids), "id"), labels.tier(strength)]


def _gap_blocks(result: CoverageResult, labels: Labels) -> Iterator[Block]:
    words = labels.words
    entries: list[Cell] = []
    for expectation in result.expectations:
        if not expectation.is_applicable:
            if expectation.elements:
                kind = words(f"kind.{expectation.by[0]}") if expectation.by else ""
                entries.append((Span(code_of("kind-not-declared"), "id"), " ", words("coverage.gap.kind", kind=kind)))
            continue
        for element in expectation.elements:
            entries += [_gap(gap, labels) for gap in iter_gaps_of(element, expectation)]
    yield Heading(words("coverage.gaps"))
    is_asked = any(expectation.is_applicable and expectation.elements for expectation in result.expectations)
    if entries or not is_asked:
        yield Items(tuple(entries) or (words("coverage.not_applicable"),))
    else:
        yield Paragraph(Span(words("coverage.no_gaps"), "good"))


def _gap(gap: Gap, labels: Labels) -> Cell:
    """Return a gap in the words of its rule, with the title where they do not say it, and why it is accepted."""
    message, title = words_of_gap(gap, labels), labels.title(gap.id)
    tail = (Span(f" ({title})", "dim"),) if title and title not in message else ()
    waived = (f" {labels.words('coverage.gap.waived', reason=gap.waived)}",) if gap.waived else ()
    return (Span(code_of(gap.rule), "id"), f" {message}", *tail, *waived)


def _gate(gate: GateResult, words: Translator) -> Cell:
    name = words("coverage.gate.met") if gate.is_met else words("coverage.gate.missed")
    figures = words(
        "coverage.gate.figures",
        covered=gate.covered,
        total=gate.total,
        waived=gate.waived,
        percent=f"{gate.percent:g}",
    )
    return (Span(gate.expectation, "id"), " ", Span(name, "good" if gate.is_met else "bad"), " ", figures)
