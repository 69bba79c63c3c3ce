"""What the page carries for its script, and the policy that lets nothing else run or load."""

from __future__ import annotations

import base64
import hashlib
import json
from importlib import resources
from typing import TYPE_CHECKING, Any, get_args

from sotetrace.coverage.supporters import LINK_CLASSES, Topic
from sotetrace.coverage.tiers import RANK
from sotetrace.model.text import LANGUAGES
from sotetrace.report.web.figures import expectation_name
from sotetrace.report.web.html import Html, tag
from sotetrace.report.web.ledger import TIERS_OF
from sotetrace.report.web.words import SCRIPT_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sotetrace.coverage import CoverageResult
    from sotetrace.report.web.layout import Step
    from sotetrace.report.web.ledger import Ledger
    from sotetrace.report.web.texts import Texts

# `<` could end the element, the separators are line ends in old scripts; the others are for readers of markup.
_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def read_part(name: str) -> str:
    """Return the style sheet or the script of the page, without indentation, which a tenth of it is."""
    text = (resources.files("sotetrace.report.web") / name).read_text(encoding="utf-8")
    return "\n".join(line.strip() for line in text.splitlines())


def build_policy(style: str, script: str) -> Html:
    """Return the content security policy: this style sheet, this script, and no request to anywhere."""
    policy = (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    # Written by hand: the quotes of the policy stay readable, and nothing of a model is in it.
    return Html(f'<meta http-equiv="Content-Security-Policy" content="{policy}">')


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def to_data(value: Any) -> Html:
    """Return JSON that can stand in an element of a page: no character of it can end the element."""
    return Html(json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES))


def build_data(coverage: CoverageResult, ledger: Ledger, steps: Sequence[Step], texts: Texts) -> Html:
    """Return the element with all that the script needs and the markup does not say."""
    ids = list(dict.fromkeys(end for step in steps for end in (step.low, step.high)))
    place = {identifier: n for n, identifier in enumerate(ids)}
    words = {key: texts.keep(key) for key in SCRIPT_WORDS}
    names = {found.id: n for n, found in enumerate(coverage.expectations)}
    topics, scales = get_args(Topic), tuple(TIERS_OF)
    data = {
        "topics": topics,
        "scales": scales,
        "tiers": sorted(RANK, key=RANK.__getitem__),
        "languages": LANGUAGES,
        "original": texts.original,
        "words": words,
        "classes": LINK_CLASSES,
        "measures": ledger.measures,
        "ids": ids,
        "steps": [[place[step.low], place[step.high], step.look] for step in steps],
        "statuses": [
            [
                one.id,
                topics.index(one.topic),
                scales.index(one.scale),
                names.get(one.expectation or "", -1),
                [[RANK[tier], ledger.encode(support)] for tier, support in one.steps],
            ]
            for one in ledger.statuses
        ],
        "facts": ledger.facts,
        "texts": texts.kept,
    }
    return tag("script", to_data(data), type="application/json", id="_data")


def build_names(coverage: CoverageResult, texts: Texts) -> Html:
    """Return the names of the expectations, which the script copies where it tells what falls."""
    return tag(
        "div", *(tag("span", expectation_name(one, texts)) for one in coverage.expectations), id="_names", hidden=True
    )
