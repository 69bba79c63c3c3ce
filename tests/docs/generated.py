"""The parts of the reference that are written from the program: commands, rules, outputs, schemas."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, Any

import typer

from sotetrace.cli.main import app
from sotetrace.messages import Translator
from sotetrace.messages.catalogue_en import WORDS
from sotetrace.model.text import LANGUAGES
from sotetrace.report.data.vocabulary import TERMS
from sotetrace.report.exporters import EXPORTERS
from sotetrace.report.shapes.base import Shape
from sotetrace.report.shapes.schemas import SCHEMAS, schema_of
from sotetrace.report.writers import WRITERS
from sotetrace.rules import code_of, load_rule, rule_slugs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_GROUPS = {
    "0": "Reading a file",
    "1": "Ids and structure",
    "2": "Links",
    "3": "Coverage",
    "4": "Text, language and source",
    "5": "Crosswalks",
    "6": "Waivers and settings",
    "7": "Changes",
}


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    return ["| " + " | ".join(row) + " |" for row in (head, ("---",) * len(head), *rows)]


# ---- commands ----------------------------------------------------------------------------------------------


def commands() -> dict[str, Any]:
    """Return the commands of the program by name, in the order of its table."""
    group: Any = typer.main.get_command(app)
    return dict(group.commands)


def options_of(command: Any) -> list[str]:
    """Return what a command understands: every name of its options, and the arguments as the usage calls them."""
    return [name for parameter in command.params for name in _names(parameter)]


def _names(parameter: Any) -> list[str]:
    if parameter.param_type_name == "option":
        return [*parameter.opts, *parameter.secondary_opts]
    return [parameter.metavar or parameter.name]


def commands_region() -> str:
    lines: list[str] = []
    for name, command in commands().items():
        lines += [f"### {name}", ""]
        usage = [each.metavar or each.name for each in command.params if each.param_type_name == "argument"]
        about = [" ".join(paragraph.split()) for paragraph in command.help.split("\n\n")]
        lines += [f"`{' '.join(('sotetrace', name, *usage, '[OPTIONS]'))}`", ""]
        for paragraph in about:
            head, _, example = paragraph.partition("Example: ")
            lines += [f"Example: `{example}`" if example and not head else paragraph, ""]
        rows = [_parameter(each) for each in command.params]
        lines += [*_table(("name", "value", "meaning", "default"), rows), ""]
    return "\n".join(lines)


def _parameter(parameter: Any) -> tuple[str, ...]:
    is_option = parameter.param_type_name == "option"
    choices = getattr(parameter.type, "choices", None)
    value = ", ".join(f"`{choice}`" for choice in choices or (parameter.metavar,))
    if not choices and parameter.metavar is None:
        value = f"number from {parameter.type.min}" if hasattr(parameter.type, "min") else parameter.type.name
    if getattr(parameter, "is_flag", False) or not is_option:
        value = value if choices else ""
    default = "required" if parameter.required else ""
    if isinstance(parameter.show_default, str):
        default = parameter.show_default
    elif parameter.default not in (None, False) and not parameter.required:
        default = f"`{getattr(parameter.default, 'value', parameter.default)}`"
    return ", ".join(f"`{name}`" for name in _names(parameter)), value, parameter.help or "", default


# ---- formats -----------------------------------------------------------------------------------------------


def formats_region() -> str:
    return "\n".join([*_table(("name", "what it is"), ((f"`{name}`", text) for name, text in WRITERS.items())), ""])


# ---- exports -----------------------------------------------------------------------------------------------


def exports_region() -> str:
    words = Translator("en")
    rows = (
        (
            f"`{name}`",
            words(f"export.shape.{row.shape}"),
            "text or folder" if row.may_hold_several else "folder",
            f"`{row.extra}`" if row.extra else "",
            "yes" if row.is_translated else "no",
            words(f"export.{name}"),
        )
        for name, row in EXPORTERS.items()
    )
    return "\n".join([*_table(("name", "result", "several documents", "extra", "in a language", "what for"), rows), ""])


def vocabulary_region() -> str:
    translators = [Translator(language) for language in LANGUAGES]
    names = {"Class": "Classes", "Property": "Properties", "Concept": "Values"}
    lines: list[str] = []
    for of, heading in names.items():
        rows = [
            (f"`st:{name}`", *(words(term.label) if term.label else "" for words in translators))
            for name, term in TERMS.items()
            if term.of == of
        ]
        lines += [f"### {heading}", "", *_table(("term", "Finnish", "Swedish", "English"), rows), ""]
    return "\n".join(lines)


# ---- rules -------------------------------------------------------------------------------------------------


def rules_region() -> str:
    lines: list[str] = []
    for digit, slugs in groupby(rule_slugs(), key=lambda slug: code_of(slug)[3]):
        lines += [f"### {_GROUPS[digit]}", ""]
        rules = [load_rule(slug) for slug in slugs]
        rows = [
            (
                f"[{rule.code}](../../src/sotetrace/rules/{rule.code}-{rule.slug}.md)",
                f"`{rule.slug}`",
                rule.severity,
                rule.messages["en"].replace("{", "*").replace("}", "*").replace("|", "\\|"),
            )
            for rule in rules
        ]
        lines += [*_table(("code", "name", "severity", "what it says"), rows), ""]
    return "\n".join(lines)


# ---- JSON --------------------------------------------------------------------------------------------------


def outputs() -> Iterator[tuple[str, str]]:
    """Yield each output in JSON: the name of its schema, and what its `schema` key holds."""
    for name, model in SCHEMAS.items():
        if issubclass(model, Shape):
            yield name, model.model_fields["schema_"].default


def outputs_region() -> str:
    lines: list[str] = []
    shown: set[str] = set()
    for name, version in outputs():
        schema = schema_of(name)
        lines += [
            f"### {version}",
            "",
            f"{schema['description']} Schema: [{name}.schema.json]({name}.schema.json).",
            "",
        ]
        lines += [*_keys(schema), ""]
        for inner, definition in schema.get("$defs", {}).items():
            if inner in shown or "properties" not in definition:
                continue
            shown.add(inner)
            about = " ".join(definition.get("description", "").split())
            lines += [f"**{inner.removesuffix('Shape')}**: {about}", "", *_keys(definition), ""]
    return "\n".join(lines)


def _keys(schema: dict[str, Any]) -> list[str]:
    rows = [(f"`{key}`", _type(value)) for key, value in schema["properties"].items()]
    return _table(("key", "value"), rows)


def _type(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"].rsplit("/", 1)[1]).removesuffix("Shape")
    if "const" in schema:
        return f"`{schema['const']}`"
    if "enum" in schema:
        return ", ".join(f"`{word}`" for word in schema["enum"])
    if "anyOf" in schema:
        return " or ".join(_type(each) for each in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list of {_type(schema['items'])}"
    if schema.get("type") == "object":
        values = schema.get("additionalProperties")
        return f"mapping to {_type(values)}" if isinstance(values, dict) else "mapping"
    return str(schema.get("type", "any"))


# ---- words -------------------------------------------------------------------------------------------------

_WORDS = {
    "kind": "Kinds of element",
    "link": "Types of link",
    "basis": "Basis of a link",
    "tier": "Tiers of coverage",
    "role": "Roles of statements",
    "instrument": "Instruments of measures",
    "severity": "Severities",
    "relation": "Relations of mappings",
    "across_standing": "Standings across documents",
}


def words_region() -> str:
    lines: list[str] = []
    translators = [Translator(language) for language in LANGUAGES]
    for stem, heading in _WORDS.items():
        names = [name for name in WORDS if name.partition(".")[0] == stem]
        rows = [(f"`{name.partition('.')[2]}`", *(words(name) for words in translators)) for name in names]
        lines += [f"### {heading}", "", *_table(("in the YAML", "Finnish", "Swedish", "English"), rows), ""]
    return "\n".join(lines)


# ---- schemas -----------------------------------------------------------------------------------------------


def schemas() -> dict[str, str]:
    """Return the text of each file of a schema, as `sotetrace schema NAME` prints it."""
    return {
        f"docs/reference/{name}.schema.json": json.dumps(schema_of(name), ensure_ascii=False, indent=2) + "\n"
        for name in SCHEMAS
    }


REGIONS = {
    "docs/reference/commands.md": ("commands", commands_region),
    "docs/reference/formats.md": ("formats", formats_region),
    "docs/reference/exports.md": ("exports", exports_region),
    "docs/reference/vocabulary.md": ("vocabulary", vocabulary_region),
    "docs/reference/rules.md": ("rules", rules_region),
    "docs/reference/json.md": ("outputs", outputs_region),
    "docs/glossary.md": ("words", words_region),
}
"""The page and name of each generated region, and what writes it."""
