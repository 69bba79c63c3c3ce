"""Crosswalks as JSON: ids with their documents, derived mappings apart from those that somebody made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.report.shapes.crosswalks import (
    ConflictShape,
    CrosswalkShape,
    DerivedMappingShape,
    DocumentPairShape,
    KindCountShape,
    MappingShape,
    RedundancyShape,
    RowShape,
    StepOfChainShape,
    UnmatchedShape,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sotetrace.crosswalk import (
        Conflict,
        CrosswalkResult,
        DerivedMapping,
        MappingRow,
        Match,
        Redundancy,
        Step,
        Term,
        Unmatched,
    )


def crosswalk_shape(results: Iterable[CrosswalkResult]) -> CrosswalkShape:
    """Return the output of `crosswalk`."""
    return CrosswalkShape(pairs=[_pair(result) for result in results])


def _pair(result: CrosswalkResult) -> DocumentPairShape:
    return DocumentPairShape(
        first=result.first,
        second=result.second,
        counts=[
            KindCountShape(
                document=count.document,
                kind=count.kind,
                total=count.total,
                matched=count.matched,
                none_found=count.none_found,
                tense=count.tense,
                open=count.open,
            )
            for count in result.counts
        ],
        matches=[mapping_shape(match) for match in result.matches],
        tensions=[mapping_shape(match) for match in result.tensions],
        unmatched=[_unmatched(one) for one in result.unmatched],
        derived=[_derived(one) for one in result.derived],
        conflicts=[_conflict(conflict) for conflict in result.conflicts],
        redundancies=[_redundancy(one) for one in result.redundancies],
    )


def row_shape(row: MappingRow) -> RowShape:
    """Return a row of a crosswalk."""
    return RowShape(file=row.file, row=row.index + 1)


def mapping_shape(match: Match) -> MappingShape:
    """Return a mapping or tension."""
    mapping = match.row.mapping
    places = (mapping.subject_place, mapping.object_place)
    subject_place, object_place = places if match.row.subject == match.subject else places[::-1]
    return MappingShape(
        subject=match.subject.qualified,
        relation=match.relation,
        object=match.object.qualified,
        confidence=mapping.confidence,
        justification=mapping.mapping_justification,
        authors=[*mapping.author_id, *mapping.author_label],
        comment=mapping.comment,
        subject_place=subject_place,
        object_place=object_place,
        row=row_shape(match.row),
    )


def _unmatched(one: Unmatched) -> UnmatchedShape:
    return UnmatchedShape(
        id=one.term.qualified,
        kind=one.kind,
        is_searched=one.search is not None,
        comment=one.search.mapping.comment if one.search is not None else None,
        derived=_ids(one.derived),
        tensions=_ids(one.tensions),
        row=row_shape(one.search) if one.search is not None else None,
    )


def _derived(one: DerivedMapping) -> DerivedMappingShape:
    return DerivedMappingShape(
        subject=one.subject.qualified,
        relation=one.relation,
        object=one.object.qualified,
        confidence=one.confidence,
        justification=one.justification,
        steps=[step_shape(step) for step in one.steps],
    )


def step_shape(step: Step) -> StepOfChainShape:
    """Return a mapping as a chain takes it."""
    return StepOfChainShape(
        subject=step.subject.qualified, relation=step.relation, object=step.object.qualified, row=row_shape(step.row)
    )


def _conflict(conflict: Conflict) -> ConflictShape:
    return ConflictShape(
        kind=conflict.kind,
        ids=_ids(conflict.terms),
        relations=list(conflict.relations),
        rows=[row_shape(row) for row in conflict.rows],
        derived=_derived(conflict.derived) if conflict.derived is not None else None,
    )


def _redundancy(one: Redundancy) -> RedundancyShape:
    return RedundancyShape(
        kind=one.kind,
        mapping=mapping_shape(one.match),
        stronger=row_shape(one.stronger) if one.stronger is not None else None,
        derived=_derived(one.derived) if one.derived is not None else None,
    )


def _ids(terms: Sequence[Term]) -> list[str]:
    return [term.qualified for term in terms]
