"""Coverage and traces across documents as JSON: ids with their documents, nothing merged with either coverage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.across.backing import tier_of_links
from sotetrace.report.exporters.json import element_shape, link_shape
from sotetrace.report.json_crosswalk import mapping_shape, row_shape, step_shape
from sotetrace.report.shapes.across import (
    AcrossPairShape,
    AcrossShape,
    BackerShape,
    BackingShape,
    BridgeShape,
    ChainDownShape,
    CrossingShape,
    ElementAcrossShape,
    GainedIndicatorShape,
    PassageShape,
    SearchShape,
    TraceAcrossShape,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sotetrace.across import (
        AcrossResult,
        Backing,
        Bridge,
        Crossing,
        ElementAcross,
        GainedIndicator,
        Passage,
        TraceAcross,
    )
    from sotetrace.crosswalk import MappingRow
    from sotetrace.model.document import VisionDocument


def across_shape(results: Iterable[AcrossResult], documents: Mapping[str, VisionDocument]) -> AcrossShape:
    """Return the output of `coverage --across`."""
    return AcrossShape(pairs=[_pair(result, documents[result.first]) for result in results])


def trace_across_shape(trace: TraceAcross) -> TraceAcrossShape:
    """Return the output of `trace --across`."""
    return TraceAcrossShape(
        id=trace.term.qualified,
        into=[_passage(passage) for passage in trace.into],
        back=[_passage(passage) for passage in trace.back],
        searches=[_search(row) for row in trace.searches],
        tensions=[mapping_shape(match) for match in trace.tensions],
    )


def _pair(result: AcrossResult, document: VisionDocument) -> AcrossPairShape:
    note = document.document.note
    return AcrossPairShape(
        first=result.first,
        second=result.second,
        standing=document.document.standing,
        note=dict(note.items()) if note is not None else {},
        counts={kind: dict(result.count(kind)) for kind in result.kinds},
        elements=[_element(element, result.second) for element in result.elements],
        gained=[_gained(gained, result, document) for gained in result.gained],
    )


def _element(element: ElementAcross, other: str) -> ElementAcrossShape:
    return ElementAcrossShape(
        id=element.term.qualified,
        kind=element.kind,
        standing=element.standing,
        is_derived=element.is_derived,
        crossings=[_crossing(one, other) for one in element.crossings],
        tensions=[mapping_shape(match) for match in element.tensions],
        search=_search(element.search) if element.search is not None else None,
    )


def _crossing(crossing: Crossing, document: str) -> CrossingShape:
    return CrossingShape(
        standing=crossing.standing, bridge=_bridge(crossing.bridge), backing=_backing(crossing.backing, document)
    )


def _bridge(bridge: Bridge) -> BridgeShape:
    return BridgeShape(
        start=bridge.start.qualified,
        relation=bridge.relation,
        end=bridge.end.qualified,
        is_derived=bridge.is_derived,
        confidence=bridge.confidence,
        justification=bridge.justification,
        comment=bridge.comment,
        steps=[step_shape(step) for step in bridge.steps],
    )


def _backing(backing: Backing, document: str) -> BackingShape:
    return BackingShape(
        extent=backing.extent,
        as_source=backing.as_source,
        as_read=backing.as_read,
        measures=[
            BackerShape(
                measure=f"{document}:{backer.measure}",
                chains=[
                    ChainDownShape(
                        ground=ground,
                        ids=[f"{document}:{identifier}" for identifier in chain.ids],
                        weakest=tier_of_links(chain.links),
                    )
                    for ground, chain in sorted(backer.chains.items())
                ],
            )
            for backer in backing.backers
        ],
    )


def _search(row: MappingRow) -> SearchShape:
    return SearchShape(document=row.searched, comment=row.mapping.comment, row=row_shape(row))


def _gained(gained: GainedIndicator, result: AcrossResult, document: VisionDocument) -> GainedIndicatorShape:
    indicator = element_shape(document.elements[gained.indicator.id], document)
    return GainedIndicatorShape(
        indicator=gained.indicator.qualified,
        target=gained.target.qualified,
        kind=gained.kind,
        has_own=gained.owner not in result.bare,
        basis=gained.link.basis if gained.link is not None else None,
        link_confidence=gained.link.confidence if gained.link is not None else None,
        rationale=dict(gained.link.rationale.items()) if gained.link is not None and gained.link.rationale else {},
        bridge=_bridge(gained.bridge) if gained.bridge is not None else None,
        measurement=indicator.measurement,
        data_source=indicator.data_source,
    )


def _passage(passage: Passage) -> PassageShape:
    other = passage.bridge.end.document
    return PassageShape(
        approach=[link_shape(link) for link in passage.approach],
        weakest=passage.tier if passage.approach else None,
        bridge=_bridge(passage.bridge),
        backing=_backing(passage.backing, other) if passage.backing is not None else None,
        up=[link_shape(link) for link in passage.up],
    )
