"""The catalogues: the same keys and slots in every language; every key is used, and every key used is there."""

from __future__ import annotations

import ast
import re
import string
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, get_args, get_origin

import pytest
from pydantic import BaseModel

from sotetrace.across import STANDINGS
from sotetrace.coverage import FACETS, LOSS_WEIGHT, READ_TIERS, SOURCE_TIERS, Tier
from sotetrace.diff.entities import EntityType
from sotetrace.findings import Severity
from sotetrace.model.document import Members
from sotetrace.model.elements import InstrumentKind, StatementRole
from sotetrace.model.kinds import Kind
from sotetrace.model.links import LISTED_LINK_TYPES, ActorRole, Anchor, Basis, Confidence, LinkType, Sign
from sotetrace.model.mapping import Relation
from sotetrace.model.text import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCES = sorted((Path(__file__).parents[2] / "src" / "sotetrace").rglob("*.py"))
WORDS: dict[str, dict[str, str]] = {
    language: import_module(f"sotetrace.messages.catalogue_{language}").WORDS for language in LANGUAGES
}
# What the vocabularies of the model are called: every word of each has a label in every language.
VOCABULARIES: dict[str, tuple[str, ...]] = {
    "kind": get_args(Kind),
    "link": get_args(LinkType),
    "link_in": get_args(LinkType),
    "basis": get_args(Basis),
    "tier": tuple(dict.fromkeys((*get_args(Tier), *SOURCE_TIERS, *READ_TIERS, *get_args(Confidence)))),
    "role": get_args(StatementRole),
    "instrument": get_args(InstrumentKind),
    "language": LANGUAGES,
    "severity": tuple(severity.word for severity in Severity),
    "sign": tuple(sign for sign in get_args(Sign) if sign != "positive"),
    "translation": ("own", "official", "source"),
    "actor_role": get_args(ActorRole),
    "facet": FACETS,
    "loss": tuple(LOSS_WEIGHT),
    "loss_short": tuple(LOSS_WEIGHT),
    "verdict": ("accepted", "rejected", "unreviewed"),
    "relation": get_args(Relation),
    "across_standing": STANDINGS,
}


MODELS = [
    model
    for name in ("document", "elements", "links", "settings", "expectations")
    for model in vars(import_module(f"sotetrace.model.{name}")).values()
    if isinstance(model, type) and issubclass(model, BaseModel) and model.__module__ == f"sotetrace.model.{name}"
]
SECTIONED = frozenset(("VisionDocument", "WaiverFile"))
"""Their fields are the sections of a file, but for the format."""


def fields_of_models() -> set[str]:
    """Every field that can change, as a comparison names it: `title`, `source.quote`, `members.level`."""
    fields = {"format"}
    for model in MODELS:
        for name, info in model.model_fields.items():
            if model.__name__ in SECTIONED or name in LISTED_LINK_TYPES:
                continue
            alias = info.alias or name
            fields.add(alias)
            for inner in (Anchor, Members):
                if inner in types_in(info.annotation):
                    fields |= {f"{alias}.{key}" for key in inner.model_fields}
    return fields


def types_in(annotation: object) -> set[object]:
    """Every type that an annotation names, in unions too, but not what lists hold."""
    origin = get_origin(annotation)
    if origin is tuple:
        return set()
    inner = [each for arg in get_args(annotation) for each in types_in(arg)]
    return {annotation if origin is None else origin, *inner}


def slots_of(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name is not None}


def keys_asked_for() -> Iterator[tuple[str, set[str] | None]]:
    """Yield every key in a call of a translator, as a pattern, with the slots that the call fills (None: unknown)."""
    for path in SOURCES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name == "words":
                filled = {keyword.arg for keyword in node.keywords}
                known = None if None in filled else {slot for slot in filled if slot is not None}
                for key in literals_of(node.args[0]):
                    yield key, known


def literals_of(node: ast.expr) -> Iterator[str]:
    """Yield the keys that an expression can be; what is computed in it stands as `*`."""
    match node:
        case ast.Constant(value=str() as key):
            yield re.escape(key)
        case ast.JoinedStr(values=values):
            yield "".join(re.escape(str(v.value)) if isinstance(v, ast.Constant) else r"[\w-]+" for v in values)
        case ast.IfExp(body=body, orelse=orelse):
            yield from literals_of(body)
            yield from literals_of(orelse)
        case _:
            return


def words_in_slots() -> Iterator[str]:
    """Yield, as patterns, the keys that stand in slots of findings: `@date`, `@status.draft`, `@field.…`."""
    for value in strings_in_sources():
        if re.fullmatch(r"@[a-z.-]+", value):
            yield re.escape(value[1:] if "." in value else f"slot.{value[1:]}")
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                stem = re.fullmatch(r"@([a-z_]+\.)", str(node.values[0].value))
                if stem is not None:
                    yield rf"{re.escape(stem[1])}[\w.-]+"


def strings_in_sources() -> set[str]:
    """Every string of the code outside the catalogues; keys that are held in variables are found by it."""
    return {
        node.value
        for path in SOURCES
        if not path.name.startswith("catalogue_")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_same_keys_in_the_same_order(language: str) -> None:
    assert list(WORDS[language]) == list(WORDS["en"])


@pytest.mark.parametrize("key", WORDS["en"])
def test_same_slots_in_every_language(key: str) -> None:
    for language in LANGUAGES:
        assert slots_of(WORDS[language][key]) == slots_of(WORDS["en"][key])


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_clean(language: str) -> None:
    for key, words in WORDS[language].items():
        assert words.strip() == words, key
        assert words, key
        assert "  " not in words, key
        assert "\n" not in words, key


def test_nothing_is_left_untranslated() -> None:
    """Words that are the same in two languages are listed, so that a forgotten translation shows."""
    same = {
        key
        for key, words in WORDS["en"].items()
        if len({words, WORDS["fi"][key], WORDS["sv"][key]}) < 3 and re.search("[a-z]{2}", words)
    }
    alike = {"kind.trend", "slot.text", "quoted", "diff.mark.negation", "export.format", "export.shape.text"}
    assert same <= alike, sorted(same)


def test_every_key_asked_for_is_there() -> None:
    for pattern, filled in keys_asked_for():
        found = [key for key in WORDS["en"] if re.fullmatch(pattern, key)]
        assert found, pattern
        if filled is not None and len(found) == 1:
            for key in found:
                assert slots_of(WORDS["en"][key]) <= filled, key


def test_every_key_is_asked_for() -> None:
    patterns = [re.compile(pattern) for pattern, _ in keys_asked_for()]
    named = strings_in_sources()
    patterns += [re.compile(pattern) for pattern in words_in_slots()]
    unused = [
        key for key in WORDS["en"] if key not in named and not any(pattern.fullmatch(key) for pattern in patterns)
    ]
    assert not unused


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", VOCABULARIES)
def test_vocabulary_has_a_label_in_every_language(name: str, language: str) -> None:
    missing = [word for word in VOCABULARIES[name] if f"{name}.{word}" not in WORDS[language]]
    assert not missing
    labels = [WORDS[language][f"{name}.{word}"] for word in VOCABULARIES[name]]
    assert len(set(labels)) == len(labels), "two words of a vocabulary with one label"


@pytest.mark.parametrize("name", VOCABULARIES)
def test_label_stands_for_a_word_of_the_vocabulary(name: str) -> None:
    extra = {key for key in WORDS["en"] if key.startswith(f"{name}.")}
    if name == "translation":
        extra -= {"translation.own_of", "translation.official_of"}
    assert extra == {f"{name}.{word}" for word in VOCABULARIES[name]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_that_can_change_has_a_name(language: str) -> None:
    known = fields_of_models() | (set(get_args(EntityType)) - {"document", "element", "link", "part"})
    named = {key.removeprefix("field.") for key in WORDS[language] if key.startswith("field.")}
    assert sorted(known - named) == []
    assert sorted(named - known) == []
