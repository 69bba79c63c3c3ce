"""What sotetrace runs on, from the lock files and from what the installed packages say of themselves."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageMetadata, PackageNotFoundError, distribution
from typing import Any

from tests.docs.pages import ROOT

_PIN = re.compile(r"^(?P<name>[\w-]+)==(?P<version>\S+)(?: ; (?P<marker>[^\\]*?))? \\$", re.MULTILINE)
_LICENCES = {
    "License :: OSI Approved :: MIT License": "MIT",
    "License :: OSI Approved :: BSD License": "BSD",
    "License :: OSI Approved :: ISC License (ISCL)": "ISC",
    "License :: OSI Approved :: Python Software Foundation License": "PSF",
}
REASONS = {
    "annotated-doc": "descriptions of parameters, for typer",
    "annotated-types": "names of constraints, for pydantic",
    "colorama": "colours on Windows, for typer",
    "markdown-it-py": "Markdown, for rich; sotetrace does not use that part",
    "mdurl": "addresses in Markdown, for markdown-it-py",
    "networkx": "the graph: chains, paths, flows",
    "pydantic": "the model: values, their validation, JSON Schema",
    "pydantic-core": "what pydantic does in compiled code",
    "pygments": "highlighting of code, for rich; sotetrace does not use that part",
    "pyyaml": "the events of YAML with lines and columns, by libyaml",
    "rich": "tables in the terminal",
    "shellingham": "which shell is running, for typer's completion",
    "typer": "the command line",
    "typing-extensions": "newer types on older Pythons, for pydantic",
    "typing-inspection": "looking into types, for pydantic",
    "xlsxwriter": "the workbook (extra `xlsx`)",
    "rdflib": "linked data (extra `rdf`)",
    "pyparsing": "a parser, for rdflib",
}
"""Why each is there; of what another one pulls in, for which."""

_ELSEWHERE = {"colorama": "BSD | production/stable | Jonathan Hartley"}
"""What a package says of itself that is not installed on every system."""


def pinned(name: str) -> dict[str, tuple[str, str]]:
    """Return (version, marker) of every package that a lock file pins."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    return {found["name"]: (found["version"], found["marker"] or "") for found in _PIN.finditer(text)}


def direct() -> set[str]:
    """Return the packages that pyproject.toml asks for itself."""
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {_name(line) for line in project["dependencies"]}


def extras() -> dict[str, str]:
    """Return the packages of the extras, by name, with the extra that asks for each."""
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {
        _name(line): extra
        for extra, lines in project["optional-dependencies"].items()
        for line in lines
        if not line.startswith("sotetrace")
    }
    known = pinned("run")
    for name, extra in list(asked.items()):
        asked.update({need: extra for need in pulled_in(name) if need not in known and need in pinned("dev")})
    return asked


def pulled_in(name: str) -> list[str]:
    """Return what an installed package needs itself, without its extras and what older Pythons need."""
    try:
        needed = distribution(name).requires or []
    except PackageNotFoundError:
        return []
    return sorted({_name(line) for line in needed if "extra ==" not in line and "python_version <" not in line})


def _name(requirement: str) -> str:
    return re.split(r"[^\w-]", requirement, maxsplit=1)[0].casefold().replace("_", "-")


def licence_of(metadata: PackageMetadata) -> str:
    """Return what a package says of its licence: an expression, else by its classifiers."""
    if "License-Expression" in metadata:
        return metadata["License-Expression"]
    named = [word for line in metadata.get_all("Classifier", []) if (word := _LICENCES.get(line))]
    return " or ".join(named) or "not said"


def _state_of(metadata: PackageMetadata) -> str:
    said = [line for line in metadata.get_all("Classifier", []) if line.startswith("Development Status")]
    return said[0].rpartition(" - ")[2].casefold() if said else "not said"


def _who(metadata: PackageMetadata) -> str:
    """Return the first who is named as author or maintainer, and how many more are."""
    keys = ("Author", "Author-email", "Maintainer", "Maintainer-email")
    named = [metadata[key] for key in keys if key in metadata]
    people = [name.strip(' "') for words in named for name in re.sub(r"<[^>]*>|\S+@\S+", "", words).split(",")]
    unique = list(dict.fromkeys(name for name in people if name))
    return unique[0] + (f" and {len(unique) - 1} more" if len(unique) > 1 else "") if unique else "not said"


def _row(name: str, version: str, marker: str) -> str:
    needs = ", ".join(pulled_in(name)) or "–"
    try:
        metadata = distribution(name).metadata
    except PackageNotFoundError:
        return f"| {name} | {version} | {_ELSEWHERE[name]} | {needs} | on Windows only, by another package |"
    asked = "sotetrace" if name in direct() else "another package"
    cells = (name, version, licence_of(metadata), _state_of(metadata), _who(metadata), needs, asked)
    return f"| {' | '.join(cells)} |"


_HEAD = (
    "| package | version | licence | state | who | needs | asked for by |\n| --- | --- | --- | --- | --- | --- | --- |"
)


def packages_region() -> str:
    return "\n".join([_HEAD, *(_row(name, *pin) for name, pin in sorted(pinned("run").items())), ""])


def extras_region() -> str:
    known = pinned("dev")
    rows = [_row(name, *known[name]).replace("another package |", f"`{extra}` |") for name, extra in extras().items()]
    return "\n".join([_HEAD, *sorted(rows), ""])


def reasons_region() -> str:
    names = [*sorted(pinned("run")), *sorted(extras())]
    return "\n".join(
        ["| package | what for |", "| --- | --- |", *(f"| {name} | {REASONS[name]} |" for name in names), ""]
    )
