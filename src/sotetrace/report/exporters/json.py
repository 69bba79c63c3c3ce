"""The whole model of a document as one JSON document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sotetrace.graph import iter_links
from sotetrace.model.links import Anchor
from sotetrace.report import shapes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sotetrace.graph import TraceLink
    from sotetrace.model.document import VisionDocument
    from sotetrace.model.elements import Element, Part, Sic, Variant
    from sotetrace.model.text import Text

_MEASUREMENT = ("baseline", "target", "unit", "year", "date")


def model_shape(document: VisionDocument) -> shapes.ModelShape:
    """Return the whole model of a document."""
    header = document.document
    return shapes.ModelShape(
        document=shapes.HeaderShape(
            id=header.id,
            urn=f"urn:sotetrace:{header.id}",
            title=_text(header.title),
            original=header.original,
            languages=list(document.languages),
            translations=dict(header.translations),
            standing=header.standing,
            licence=header.licence,
        ),
        elements=[element_shape(element, document) for element in document.iter_elements()],
        links=[link_shape(link) for link in iter_links(document)],
    )


def list_shape(document: VisionDocument, elements: Iterable[Element], links: Iterable[TraceLink]) -> shapes.ListShape:
    """Return the output of `list`."""
    return shapes.ListShape(
        elements=[element_shape(element, document) for element in elements], links=[link_shape(link) for link in links]
    )


def element_shape(element: Element, document: VisionDocument) -> shapes.ElementShape:
    """Return one element."""
    measured = {name: getattr(element, name, None) for name in _MEASUREMENT}
    return shapes.ElementShape(
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
            shapes.InstrumentShape(kind=instrument.kind, **_anchor_keys(instrument))
            for instrument in getattr(element, "instruments", ())
        ],
        formerly=list(element.formerly),
        measurement={name: str(value) for name, value in measured.items() if value is not None},
    )


def link_shape(link: TraceLink) -> shapes.LinkShape:
    """Return one link."""
    claim = link.link
    review = claim.reviewed if claim is not None else None
    return shapes.LinkShape(
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
        scope=link.scope,
        rationale=_text(claim.rationale if claim is not None else None),
        evidence=_anchor(claim),
    )


def _text(text: Text | None) -> dict[Any, str]:
    return dict(text.items()) if text is not None else {}


def _anchor_keys(anchor: Anchor) -> dict[str, Any]:
    return {name: getattr(anchor, name) for name in Anchor.model_fields}


def _anchor(anchor: Anchor | None) -> shapes.AnchorShape | None:
    keys = _anchor_keys(anchor) if anchor is not None else {}
    return shapes.AnchorShape(**keys) if any(value is not None for value in keys.values()) else None


def _sic(sic: Sic) -> shapes.SicShape:
    return shapes.SicShape(text=sic.text, note=_text(sic.note))


def _variant(variant: Variant) -> shapes.VariantShape:
    return shapes.VariantShape(
        text=variant.text,
        lang=variant.lang,
        sic=[_sic(sic) for sic in variant.sic],
        note=_text(variant.note),
        where=variant.where,
        prefix=variant.prefix,
        suffix=variant.suffix,
        occurrence=variant.occurrence,
    )


def _part(part: Part) -> shapes.PartShape:
    return shapes.PartShape(
        id=part.id, title=_text(part.title), source=_anchor(part.source), sic=[_sic(sic) for sic in part.sic]
    )
