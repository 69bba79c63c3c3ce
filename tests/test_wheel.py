"""The wheel: built, installed in an environment of its own, and run where there is no model and no checkout."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
VISION = ROOT / "data" / "vision.yaml"


def top_entries(name: str) -> set[Path]:
    """Return the files and folders of an installed package that stand directly in site-packages."""
    try:
        package = distribution(name)
    except PackageNotFoundError:
        return set()  # pinned for another system or Python
    tops = {file.parts[0] for file in package.files or () if file.parts[0] not in ("..", "__pycache__")}
    return {Path(str(package.locate_file(top))) for top in tops}


def run(*args: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PIP_", "SOTETRACE"))}
    return subprocess.run(
        list(map(str, args)),
        cwd=cwd,
        env={**kept, "COLUMNS": "80", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by the backend that is installed here, so that no network is needed."""
    target = tmp_path_factory.mktemp("dist")
    built = run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", target, ROOT, cwd=target)
    assert built.returncode == 0, built.stdout + built.stderr
    (path,) = target.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program as it is installed from the wheel into a clean environment.

    Its dependencies are linked into it from this environment in place of a download: exactly the packages that
    requirements/run.txt pins, so one that is needed and not pinned is missed. The editable sotetrace of the checkout
    is not among them: what runs can only come from the wheel.
    """
    folder = tmp_path_factory.mktemp("clean") / "env"
    venv.EnvBuilder(with_pip=False, symlinks=os.name != "nt").create(folder)
    binaries = folder / ("Scripts" if os.name == "nt" else "bin")
    site = Path(sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)}))
    # pip of this environment installs into the other one; --no-deps and --no-index keep it from the network.
    installed = run(
        *(sys.executable, "-m", "pip", "--python", binaries / "python", "install", "--quiet"),
        *("--no-deps", "--no-index", "--no-compile", "--disable-pip-version-check", wheel),
        cwd=folder,
    )
    assert installed.returncode == 0, installed.stderr
    pins = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
    for name in re.findall(r"^([\w.-]+)==", pins, re.MULTILINE):
        for entry in top_entries(name):
            (site / entry.name).symlink_to(entry, target_is_directory=entry.is_dir())
    return binaries / "sotetrace"


def test_wheel_carries_the_vision_the_rules_and_the_licences(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        assert archive.read("sotetrace/embedded/vision.yaml") == VISION.read_bytes()
    assert "sotetrace/py.typed" in names
    assert sum(name.startswith("sotetrace/rules/SOT") for name in names) >= 20
    for name in ("sotetrace.yaml", "vision.yaml", "waivers.yaml", "source.txt"):
        assert f"sotetrace/store/starter_files/{name}" in names
    assert {"sotetrace/report/web/page.css", "sotetrace/report/web/page.js"} <= names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert any(name.endswith("licenses/data/LICENSE.md") for name in names)
    tops = {name.partition("/")[0] for name in names}
    assert len(tops) == 2, tops
    assert not [name for name in names if "__pycache__" in name or name.startswith("tests")]


def test_it_is_the_wheel_that_runs(program: Path, tmp_path: Path) -> None:
    code = "import sotetrace, pathlib; print(pathlib.Path(sotetrace.__file__).resolve())"
    where = run(program.parent / "python", "-c", code, cwd=tmp_path).stdout.strip()
    assert Path(where).is_relative_to(program.parents[1].resolve())
    assert not Path(where).is_relative_to(ROOT)


def test_coverage_in_an_empty_folder_reports_on_sote2040(program: Path, tmp_path: Path) -> None:
    done = run(program, "coverage", "--lang", "en", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stderr == "No model found: this reports on the Sote2040 vision that comes with sotetrace.\n"
    assert done.stdout.startswith("Coverage: Sote2040 vision\n")
    assert "M15" in done.stdout
    assert not list(tmp_path.iterdir())


def test_what_judges_needs_a_model(program: Path, tmp_path: Path) -> None:
    for args in (("check",), ("coverage", "--fail-under", "sub_goal=80")):
        done = run(program, *args, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (3, "")
        assert "no model found" in done.stderr


def test_init_then_check(program: Path, tmp_path: Path) -> None:
    assert run(program, "init", cwd=tmp_path).returncode == 0
    done = run(program, "check", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert run(program, "verify", cwd=tmp_path).returncode == 0


def test_page_is_whole(program: Path, tmp_path: Path) -> None:
    assert run(program, "export", "html", "-o", "page.html", cwd=tmp_path).returncode == 0
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "addEventListener" in page
    assert "prefers-color-scheme" in page


def test_version(program: Path, tmp_path: Path) -> None:
    assert run(program, "--version", cwd=tmp_path).stdout.startswith("sotetrace ")
