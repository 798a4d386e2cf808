"""The walls that the import contract leaves open."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("desktop", "ui", "db", "exports", "domain", "resources")
FOLDERS = {*PACKAGES, "tests", "benchmarks", "docs"}
FILES = {"pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE", "Makefile", "requirements.lock", "tool.py"}


def sources(*folders: str) -> list[Path]:
    return [file for folder in folders for file in sorted((ROOT / folder).rglob("*.py"))]


def imports(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {str(node.module)}
    return found


def test_nothing_else_stands_at_the_root() -> None:
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith((".", "__"))} - {"build"}
    assert found <= FOLDERS | FILES
    assert {path.parent.name for path in ROOT.glob("*/__init__.py")} == {*PACKAGES, "tests", "benchmarks"}


def test_every_folder_with_python_is_a_package() -> None:
    bare = {
        file.parent for file in sources(*PACKAGES, "tests", "benchmarks") if not (file.parent / "__init__.py").exists()
    }
    assert bare == set()


def test_no_installed_distribution_claims_our_names() -> None:
    claimed = importlib.metadata.packages_distributions()
    assert {name: claimed[name] for name in FOLDERS if name in claimed} == {}


@pytest.mark.parametrize("file", sources("domain"), ids=lambda f: f.name)
def test_rules_know_only_the_standard_library_and_no_world(file: Path) -> None:
    allowed = set(sys.stdlib_module_names) | {"domain"}
    world = {
        "os",
        "pathlib",
        "io",
        "socket",
        "threading",
        "time",
        "random",
        "secrets",
        "uuid",
        "subprocess",
        "tempfile",
    }
    modules = {name.partition(".")[0] for name in imports(file)}
    assert modules <= allowed
    assert modules & world == set()
    text = file.read_text(encoding="utf-8")
    assert not re.search(r"\b(open|print|input)\(|\.(now|today|utcnow)\(\)", text)


def test_only_the_store_opens_a_database_and_only_jobs_know_threads() -> None:
    for file in sources(*PACKAGES):
        name, text = file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8")
        if name != "db/store.py":
            assert not re.search(r"(dbapi2|sqlite3|sqlcipher3)\.connect\(", text), name
        if name not in ("desktop/jobs.py", "desktop/crash.py"):
            assert not re.search(r"\b(QThread|QRunnable|QThreadPool|ThreadPoolExecutor|threading\.Thread)\b", text), (
                name
            )


@pytest.mark.parametrize("file", sources(*PACKAGES, "benchmarks"), ids=lambda f: f.relative_to(ROOT).as_posix())
def test_modules_and_functions_stay_small(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 50, f"{node.name} is too long"


@pytest.mark.parametrize("file", sources(*PACKAGES, "benchmarks"), ids=lambda f: f.relative_to(ROOT).as_posix())
def test_a_module_says_what_it_is_for(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    if text.strip():
        assert ast.get_docstring(ast.parse(text)), "one sentence saying what the module is for"


def test_no_drawer_for_odds_and_ends() -> None:
    assert not [file for file in sources(*FOLDERS) if file.stem in ("utils", "util", "helpers", "manager", "misc")]


def test_migrations_are_numbered_without_gaps_and_stand_alone() -> None:
    steps = sorted(file for file in (ROOT / "db" / "migrations").glob("m*.py"))
    assert [int(file.stem[1:5]) for file in steps] == list(range(1, len(steps) + 1))
    for file in steps:
        assert not {name.partition(".")[0] for name in imports(file)} & set(PACKAGES)


def test_the_lock_names_no_place_to_download_from() -> None:
    assert "://" not in (ROOT / "requirements.lock").read_text(encoding="utf-8")
