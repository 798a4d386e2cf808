"""The doubter: the commands of the README accept a package and refuse a changed one, with programs of others."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from desktop.operations import demo

README = Path(__file__).resolve().parents[2] / "README.md"
TOOLS = ("unzip", "openssl", "sha256sum", "grep")


def commands() -> str:
    found = re.search(r"<!-- outsider -->\n```sh\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    return "set -e\n" + found[1].replace("PACKAGE.asice", "27001_0001.asice")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    missing = [tool for tool in TOOLS if not shutil.which(tool)]
    if missing:
        pytest.skip(f"not installed here: {', '.join(missing)}")
    to = tmp_path_factory.mktemp("outsider") / "demo"
    demo.run(to)
    return to


def run(folder: Path, script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["sh", "-c", script], cwd=folder, capture_output=True, text=True)


def laid_out(made: Path, folder: Path) -> Path:
    shutil.copy(made / "usb" / "27001_0001.asice", folder)
    shutil.copy(made / "root.pem", folder)
    return folder


def test_the_readme_accepts_a_package(made: Path, tmp_path: Path) -> None:
    done = run(laid_out(made, tmp_path), commands())
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].startswith("đúng")


def test_the_readme_refuses_one_changed_digit(made: Path, tmp_path: Path) -> None:
    change = '&& cd opened && sed -i \'s/"benefit_vnd":6/"benefit_vnd":7/\' data/records/00001.jsonl &&'
    script = commands().replace("&& cd opened &&", change)
    done = run(laid_out(made, tmp_path), script)
    assert done.returncode != 0
    assert "đúng" not in done.stdout


def test_bagit_accepts_the_package_too(made: Path, tmp_path: Path) -> None:
    import bagit

    laid_out(made, tmp_path)
    subprocess.run(["unzip", "-q", "27001_0001.asice", "-d", "bag"], cwd=tmp_path, check=True)
    assert bagit.Bag(str(tmp_path / "bag")).is_valid()
