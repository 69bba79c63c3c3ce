"""JSON-LD 1.1, https://www.w3.org/TR/json-ld11/: the same linked data as in Turtle, for programs that read JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sotetrace.report.exporters import missing_extra
from sotetrace.report.inert import inert_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sotetrace.report.exporters import ExportSource


def export_jsonld(source: ExportSource) -> str:
    """Return the RDF graph as JSON-LD with its context inside. Raises SotetraceError when rdflib is not installed."""
    return export_jsonld_together([source])


def export_jsonld_together(sources: Sequence[ExportSource]) -> str:
    """Return the RDF graph of several documents as JSON-LD. Raises SotetraceError when rdflib is not installed."""
    try:
        from sotetrace.report.data.linked import build_rdf, prefixes_of
    except ImportError:
        raise missing_extra("rdf") from None
    rdf = build_rdf([(source.document, source.counterparts) for source in sources])
    written = rdf.serialize(format="json-ld", context=prefixes_of(rdf))
    document: dict[str, Any] = json.loads(written)
    context = dict(sorted(document["@context"].items()))
    things = sorted((_in_order(thing) for thing in document["@graph"]), key=lambda thing: str(thing["@id"]))
    ordered = {"@context": context, "@graph": things}
    return inert_json(json.dumps(ordered, ensure_ascii=False, indent=1)) + "\n"


def _in_order(value: Any) -> Any:
    """Return a value whose lists, which are sets in RDF, stand in an order of their own."""
    if isinstance(value, dict):
        return {key: _in_order(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return sorted((_in_order(one) for one in value), key=lambda one: json.dumps(one, sort_keys=True))
    return value
