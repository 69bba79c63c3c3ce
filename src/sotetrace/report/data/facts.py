"""What is known of each element and link as flat facts: a name and a plain value, for formats that hold no nested data.

Nothing that is not there is named: formats of graphs take no None. Names are those of the JSON export; a text stands
once for each language it has, as `title_fi`. Lists are joined with `; `.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from sotetrace.graph import iter_links
from sotetrace.model.links import link_name
from sotetrace.report.inert import inert_lines

if TYPE_CHECKING:
    from sotetrace.graph import TraceLink
    from sotetrace.model.document import VisionDocument
    from sotetrace.model.elements import Element
    from sotetrace.model.links import Anchor
    from sotetrace.model.text import Text

Fact = str | int | bool

_PLAIN = ("level", "goal", "role", "order", "number", "title_from")
_MEASURED = ("baseline", "target", "unit", "year", "date")
_TEXTS = ("title", "summary", "note", "data_source")
_ANCHOR = ("where", "quote", "prefix", "suffix", "occurrence")
_NO_XML = re.compile("[\ufffe\uffff]")
JOINT = "; "
"""What stands between the entries of a list in one value."""


def urn_of(document: str, identifier: str | None = None) -> str:
    """Return the name of a document, or of something in it, that means the same everywhere: RFC 8141."""
    return f"urn:sotetrace:{document}:{identifier}" if identifier is not None else f"urn:sotetrace:{document}"


def element_facts(element: Element, document: VisionDocument) -> dict[str, Fact]:
    """Return the facts of an element, texts in every language included."""
    facts: dict[str, Any] = {
        "id": element.id,
        "urn": urn_of(document.document.id, element.id),
        "kind": element.kind,
        "draft": element.draft,
    }
    facts |= {name: getattr(element, name, None) for name in (*_PLAIN, *_MEASURED)}
    facts["parts"] = JOINT.join(part.id for part in element.parts)
    facts["instruments"] = JOINT.join(dict.fromkeys(one.kind for one in getattr(element, "instruments", ())))
    facts["formerly"] = JOINT.join(element.formerly)
    facts |= anchor_facts(element.source)
    for name in _TEXTS:
        facts |= text_facts(name, getattr(element, name, None))
    return _filled(facts)


def link_facts(link: TraceLink) -> dict[str, Fact]:
    """Return the facts of a link; `counts` says whether coverage counts it."""
    claim = link.link
    review = claim.reviewed if claim is not None else None
    facts: dict[str, Any] = {
        "source": link.source,
        "source_part": link.source_part,
        "type": link.type,
        "target": link.target,
        "target_part": link.target_part,
        "basis": link.basis,
        "confidence": link.confidence,
        "sign": link.sign,
        "counts": link.is_carrying,
        "role": getattr(claim, "role", None),
        "scope": link.scope,
        "by": claim.by if claim is not None else None,
        "reviewed_by": review.by if review is not None else None,
        "reviewed_on": review.date if review is not None else None,
        "verdict": review.verdict if review is not None else None,
    }
    facts |= anchor_facts(claim)
    facts |= text_facts("rationale", claim.rationale if claim is not None else None)
    return _filled(facts)


def anchor_facts(anchor: Anchor | None) -> dict[str, Any]:
    """Return where words stand in a source."""
    return {name: getattr(anchor, name) for name in _ANCHOR} if anchor is not None else {}


def text_facts(name: str, text: Text | None) -> dict[str, str]:
    """Return a text once for each language it has: `title_fi`, `title_sv`."""
    return {f"{name}_{language}": shown(words) for language, words in text.items()} if text is not None else {}


def key_links(document: VisionDocument) -> list[tuple[str, TraceLink]]:
    """Return the links of a document in its order, with a key each: the name that `review` knows.

    Of several links with one name, all but the first have a number after it. Links with an end that does not exist are
    left out: they are findings, and no format of data can point at what is not there.
    """
    seen: Counter[str] = Counter()
    keyed = []
    for link in iter_links(document):
        if link.source not in document.elements or link.target not in document.elements:
            continue
        name = link_name(link.type, link.source_part or link.source, link.target_part or link.target)
        seen[name] += 1
        keyed.append((name if seen[name] == 1 else f"{name}:{seen[name]}", link))
    return keyed


def shown(text: str) -> str:
    r"""Return a text with its lines, in which what could steer a reader's program is shown as `\u{…}`.

    So are the two characters that steer nothing, but that no file in XML 1.0 may hold.
    """
    return _NO_XML.sub(lambda found: f"\\u{{{ord(found[0]):X}}}", "\n".join(inert_lines(text)))


def _filled(facts: dict[str, Any]) -> dict[str, Fact]:
    kept = {name: value for name, value in facts.items() if value is not None and value != ""}
    # Texts are shown as they are by now, and showing them once more changes nothing.
    return {name: value if isinstance(value, int) else shown(str(value)) for name, value in kept.items()}
