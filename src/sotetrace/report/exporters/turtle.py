"""Turtle, https://www.w3.org/TR/turtle/: the vision as linked data, to read and to query."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sotetrace.report.exporters import missing_extra
from sotetrace.report.inert import inert_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sotetrace.report.exporters import ExportSource

_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def export_turtle(source: ExportSource) -> str:
    """Return the RDF graph as Turtle. Raises SotetraceError when rdflib is not installed."""
    return export_turtle_together([source])


def export_turtle_together(sources: Sequence[ExportSource]) -> str:
    """Return the RDF graph of several documents as Turtle. Raises SotetraceError when rdflib is not installed."""
    try:
        from sotetrace.report.data.linked import build_rdf, prefixes_of
    except ImportError:
        raise missing_extra("rdf") from None
    rdf = build_rdf([(source.document, source.counterparts) for source in sources])
    lines = "\n".join(_iter_lines(rdf, prefixes_of(rdf)))
    # What steers a terminal stands only in literals, where Turtle has the escapes of JSON.
    return inert_json(lines) + "\n"


def _iter_lines(rdf: Any, prefixes: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines: one block a subject, in order; rdflib's own writer takes minutes for thousands of URNs."""
    yield from (f"@prefix {prefix}: <{address}> ." for prefix, address in prefixes.items())
    about: dict[str, dict[str, list[str]]] = {}
    for subject, predicate, value in rdf:
        values = about.setdefault(str(subject), {}).setdefault(str(predicate), [])
        values.append(value.n3() if hasattr(value, "datatype") else _named(str(value), prefixes))
    for subject in sorted(about):
        said = [
            f"    {'a' if predicate == _TYPE else _named(predicate, prefixes)} {', '.join(sorted(values))}"
            for predicate, values in sorted(about[subject].items(), key=lambda one: (one[0] != _TYPE, one[0]))
        ]
        yield f"\n{_named(subject, prefixes)}\n" + " ;\n".join(said) + " ."


def _named(address: str, prefixes: Mapping[str, str]) -> str:
    """Return an address as Turtle writes it, by a prefix where it is safe.

    No address needs an escape: ids have only letters, digits, dots, dashes and underscores.
    """
    for prefix, start in prefixes.items():
        if address.startswith(start) and _LOCAL.fullmatch(address, len(start)):
            return f"{prefix}:{address[len(start) :]}"
    return f"<{address}>"
