"""The whole model of a document as one JSON document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sotetrace.coverage import LOSS_WEIGHT
from sotetrace.coverage.tiers import tier_of
from sotetrace.graph import iter_links, members_of
from sotetrace.model.links import Anchor
from sotetrace.report.shapes.chains import BranchShape, ChainOfLinksShape, PathsShape, TraceShape
from sotetrace.report.shapes.crosswalks import CounterpartShape, ForeignElementShape
from sotetrace.report.shapes.elements import (
    AnchorShape,
    ClaimShape,
    ElementShape,
    HeaderShape,
    InstrumentShape,
    JudgedShape,
    LinkShape,
    PartShape,
    PlaceShape,
    RetiredShape,
    ScopeShape,
    SicShape,
    SourceShape,
    VariantShape,
)
from sotetrace.report.shapes.lists import ListShape, ScopePageShape
from sotetrace.report.shapes.losses import FallShape, ImpactShape, ImpactsShape, LossShape
from sotetrace.report.shapes.model import ModelShape, WorkspaceShape
from sotetrace.report.shapes.review import ReviewItemShape, ReviewShape, VerdictsShape

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sotetrace.coverage import ImpactResult, Loss, ReviewResult
    from sotetrace.graph import Branch, PathsResult, Trace, TraceLink
    from sotetrace.model.document import Scope, SourceText, VisionDocument
    from sotetrace.model.elements import Element, Part, Sic, Variant
    from sotetrace.model.text import Text
    from sotetrace.report.counterparts import Counterpart
    from sotetrace.report.exporters import ExportSource

_MEASUREMENT = ("baseline", "target", "unit", "year", "date")


def export_json(source: ExportSource) -> str:
    """Return the whole document as JSON, with what maps it to other documents."""
    from sotetrace.report.writers.json import to_json

    return to_json(model_shape(source.document, source.counterparts))


def export_json_together(sources: Sequence[ExportSource]) -> str:
    """Return several documents as JSON, each as it stands alone, and every crosswalk between two of them once."""
    from sotetrace.report.counterparts import iter_pairs
    from sotetrace.report.json_crosswalk import crosswalk_shape
    from sotetrace.report.writers.json import to_json

    pairs = [other.crosswalk for _, other in iter_pairs((one.document, one.counterparts) for one in sources)]
    documents = [model_shape(source.document) for source in sources]
    return to_json(WorkspaceShape(documents=documents, crosswalks=crosswalk_shape(pairs).pairs))


def model_shape(document: VisionDocument, counterparts: Iterable[Counterpart] = ()) -> ModelShape:
    """Return the whole model of a document."""
    header = document.document
    return ModelShape(
        document=HeaderShape(
            id=header.id,
            urn=f"urn:sotetrace:{header.id}",
            title=_text(header.title),
            original=header.original,
            languages=list(document.languages),
            translations=dict(header.translations),
            standing=header.standing,
            issuer=_text(header.issuer),
            licence=header.licence,
            summary=_text(header.summary),
            note=_text(header.note),
            claims=[
                ClaimShape(kind=claim.kind, level=claim.level, count=claim.count, **_anchor_keys(claim))
                for claim in header.claims
            ],
        ),
        sources=[_source(source) for source in document.sources],
        elements=[element_shape(element, document) for element in document.iter_elements()],
        links=[link_shape(link) for link in iter_links(document)],
        scopes=[_scope(scope, document) for scope in document.scopes],
        judged=[
            JudgedShape(
                measures=list(judged.measures),
                sub_goals=list(judged.sub_goals),
                by=judged.by,
                date=judged.date.isoformat(),
                note=_text(judged.note),
            )
            for judged in document.judged
        ],
        retired=[
            RetiredShape(id=one.id, title=_text(one.title), replaced_by=list(one.replaced_by))
            for one in document.retired
        ],
        crosswalks=[_counterpart(one) for one in counterparts],
    )


def _counterpart(counterpart: Counterpart) -> CounterpartShape:
    from sotetrace.report.data.facts import urn_of
    from sotetrace.report.json_crosswalk import crosswalk_shape

    (pair,) = crosswalk_shape([counterpart.crosswalk]).pairs
    owners = counterpart.owners
    return CounterpartShape(
        document=counterpart.id,
        urn=urn_of(counterpart.id),
        title=_text(counterpart.document.document.title),
        elements=[
            ForeignElementShape(
                id=term.qualified,
                urn=urn_of(*term),
                kind=owners[term.id].kind if term.id in owners else None,
                title=_text(counterpart.title_of(term.id)),
            )
            for term in counterpart.find_ends()
        ],
        crosswalk=pair,
    )


def list_shape(
    document: VisionDocument,
    elements: Iterable[Element] = (),
    links: Iterable[TraceLink] = (),
    scopes: Iterable[Scope] = (),
) -> ListShape:
    """Return the output of `list`."""
    return ListShape(
        elements=[element_shape(element, document) for element in elements],
        links=[link_shape(link) for link in links],
        scopes=[_scope(scope, document) for scope in scopes],
    )


def scope_shape(scope: Scope, document: VisionDocument, named: str | None = None) -> ScopePageShape:
    """Return the output of `show` on a scope; its document is `named` where there are several."""
    links = (link for link in iter_links(document) if link.scope == scope.id)
    listed = [link_shape(link) for link in links]
    return ScopePageShape(document=named, scope=_scope(scope, document), links=listed)


def trace_shape(trace: Trace, document: str | None = None) -> TraceShape:
    """Return the output of `trace`; `document` is named where there are several."""
    return TraceShape(
        document=document,
        id=trace.id,
        up=[_branch(branch) for branch in trace.up],
        down=[_branch(branch) for branch in trace.down],
        left_out=trace.left_out,
    )


def _branch(branch: Branch) -> BranchShape:
    return BranchShape(
        id=branch.id,
        link=link_shape(branch.link),
        weakest=tier_of(branch.weakest),
        is_cut=branch.is_cut,
        branches=[_branch(below) for below in branch.branches],
    )


def paths_shape(result: PathsResult, document: str | None = None) -> PathsShape:
    """Return the output of `path`; `document` is named where there are several."""
    return PathsShape(
        document=document,
        start=result.start,
        end=result.end,
        chains=[
            ChainOfLinksShape(
                weakest=tier_of(min(link.strength for link in links)), links=[link_shape(link) for link in links]
            )
            for links in result.chains
        ],
        left_out=result.left_out,
        is_exact=result.is_exact,
    )


def review_shape(result: ReviewResult) -> ReviewShape:
    """Return the output of `review`."""
    return ReviewShape(
        document=result.document,
        accepted=result.accepted,
        rejected=result.rejected,
        unjudged=[list(pair) for pair in result.unjudged],
        items=[
            ReviewItemShape(
                name=item.name,
                weight=item.weight,
                link=link_shape(item.link),
                losses=[loss_shape(loss) for loss in item.losses],
            )
            for item in result.items
        ],
    )


def verdicts_shape(verdicts: Iterable[tuple[str, str]], by: str, date: str) -> VerdictsShape:
    """Return the output of `review --sign` and `--reject`."""
    return VerdictsShape.model_validate(
        {"verdicts": [{"name": name, "verdict": verdict, "by": by, "date": date} for name, verdict in verdicts]}
    )


def loss_shape(loss: Loss) -> LossShape:
    """Return one loss."""
    return LossShape(
        id=loss.id,
        kind=loss.kind,
        type=loss.type,
        expectation=loss.expectation,
        falls=[FallShape(scale=fall.scale, before=fall.before, after=fall.after) for fall in loss.falls],
        left=list(loss.left),
        because=list(loss.because),
    )


def impacts_shape(results: Iterable[ImpactResult], document: str | None = None) -> ImpactsShape:
    """Return the output of `impact`; `document` is named where there are several."""
    return ImpactsShape(
        document=document,
        weights=dict(LOSS_WEIGHT),
        impacts=[
            ImpactShape(
                removed=list(result.removed),
                weight=result.weight,
                losses=[loss_shape(loss) for loss in result.losses],
            )
            for result in results
        ],
    )


def element_shape(element: Element, document: VisionDocument) -> ElementShape:
    """Return one element."""
    measured = {name: getattr(element, name, None) for name in _MEASUREMENT}
    return ElementShape(
        id=element.id,
        urn=f"urn:sotetrace:{document.document.id}:{element.id}",
        kind=element.kind,
        level=getattr(element, "level", None),
        goal=getattr(element, "goal", None),
        role=getattr(element, "role", None),
        order=element.order,
        number=element.number,
        draft=element.draft,
        title=_text(element.title),
        title_from=element.title_from,
        title_official=list(element.title_official),
        summary=_text(element.summary),
        note=_text(element.note),
        source=_anchor(element.source),
        variants=[_variant(variant) for variant in element.variants],
        sic=[_sic(sic) for sic in element.sic],
        parts=[_part(part) for part in element.parts],
        instruments=[
            InstrumentShape(kind=instrument.kind, **_anchor_keys(instrument))
            for instrument in getattr(element, "instruments", ())
        ],
        formerly=list(element.formerly),
        measurement={name: str(value) for name, value in measured.items() if value is not None},
        data_source=_text(getattr(element, "data_source", None)),
    )


def link_shape(link: TraceLink) -> LinkShape:
    """Return one link."""
    claim = link.link
    review = claim.reviewed if claim is not None else None
    return LinkShape(
        source=link.source,
        source_part=link.source_part,
        type=link.type,
        target=link.target,
        target_part=link.target_part,
        basis=link.basis,
        confidence=link.confidence,
        sign=link.sign,
        role=getattr(claim, "role", None),
        by=claim.by if claim is not None else None,
        reviewed_by=review.by if review is not None else None,
        reviewed_on=review.date.isoformat() if review is not None else None,
        verdict=review.verdict if review is not None else None,
        scope=link.scope,
        rationale=_text(claim.rationale if claim is not None else None),
        evidence=_anchor(claim),
    )


def _source(source: SourceText) -> SourceShape:
    return SourceShape(
        id=source.id,
        title=_text(source.title),
        language=source.language,
        note=_text(source.note),
        places=[
            PlaceShape(id=place.id, title=_text(place.title), starts=place.starts, occurrence=place.occurrence)
            for place in source.places
        ],
    )


def _scope(scope: Scope, document: VisionDocument) -> ScopeShape:
    return ScopeShape(
        id=scope.id,
        title=_text(scope.title),
        note=_text(scope.note),
        members=members_of(document, scope),
        advances=[link.to for link in scope.advances],
        serves=[link.to for link in scope.serves],
    )


def _text(text: Text | None) -> dict[Any, str]:
    return dict(text.items()) if text is not None else {}


def _anchor_keys(anchor: Anchor) -> dict[str, Any]:
    return {name: getattr(anchor, name) for name in Anchor.model_fields}


def _anchor(anchor: Anchor | None) -> AnchorShape | None:
    keys = _anchor_keys(anchor) if anchor is not None else {}
    return AnchorShape(**keys) if any(value is not None for value in keys.values()) else None


def _sic(sic: Sic) -> SicShape:
    return SicShape(text=sic.text, note=_text(sic.note))


def _variant(variant: Variant) -> VariantShape:
    return VariantShape(
        text=variant.text,
        lang=variant.lang,
        sic=[_sic(sic) for sic in variant.sic],
        note=_text(variant.note),
        where=variant.where,
        prefix=variant.prefix,
        suffix=variant.suffix,
        occurrence=variant.occurrence,
    )


def _part(part: Part) -> PartShape:
    return PartShape(
        id=part.id, title=_text(part.title), source=_anchor(part.source), sic=[_sic(sic) for sic in part.sic]
    )
