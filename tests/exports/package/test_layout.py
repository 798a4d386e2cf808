"""Names of entries, and a sentence for every refusal."""

from __future__ import annotations

import ast
import string
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.package.layout import STORED, RefusedError, check_name, people_entry
from tests.exports.package.test_contents import HOSTILE as HOSTILE_CONTENT
from tests.exports.package.test_read import HOSTILE as HOSTILE_ZIPS

ROOT = Path(__file__).resolve().parents[3]
MAKERS = {"RefusedError", "UntrustedError", "RuleError", "TroubleError"}
# Written elsewhere, since other nouns meet them too.
ELSEWHERE = {"disk_full"}


@pytest.mark.parametrize("name", [*sorted(STORED), "data/a.txt", "data/pdf/1_x-y.z.pdf", "data/a/b/c/d.e", "data/9"])
def test_good_names(name: str) -> None:
    check_name(name)


@given(st.text(max_size=30))
def test_whatever_passes_is_harmless(name: str) -> None:
    try:
        check_name(name)
    except RefusedError:
        return
    parts = name.split("/")
    assert name in STORED or parts[0] == "data"
    assert ".." not in parts
    assert not set(name) & set("\\:\0 ")
    assert name.isascii()


def test_files_for_people() -> None:
    assert people_entry("data/summary.xlsx")
    for name in ("data/package.json", "data/records/00001.jsonl", "bagit.txt", "mimetype"):
        assert not people_entry(name)


def sentences(language: str, *files: str) -> dict[str, str]:
    folder, found = ROOT / "resources" / "messages" / language, dict[str, str]()
    for file in files or ("package",):
        found |= tomllib.loads((folder / f"{file}.toml").read_text(encoding="utf-8"))
    return found


def made() -> dict[str, set[str]]:
    """Every code that is written out where a refusal is made, with the facts given to it."""
    found: dict[str, set[str]] = {}
    for file in (ROOT / "exports" / "package").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS:
                facts = {str(keyword.arg) for keyword in node.keywords}
                for code in _codes(node.args[0]):
                    found[code] = found.get(code, facts) & facts
    return found


def _codes(node: Any) -> list[str]:
    choices = [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node]
    return [choice.value for choice in choices if isinstance(choice, ast.Constant)]


def test_every_refusal_has_its_sentence_and_every_gap_its_fact() -> None:
    codes = made()
    assert len(codes) > 90
    for language in ("vi", "en"):
        told = sentences(language, "package", "encryption", "evidence")
        assert set(codes) - set(told) == ELSEWHERE
        for code, facts in codes.items():
            if code in told:
                gaps = {name for _, name, _, _ in string.Formatter().parse(told[code]) if name}
                assert gaps <= facts, code


def test_every_refusal_that_is_tested_has_its_sentence() -> None:
    tested = {code for code, _ in [*HOSTILE_ZIPS.values(), *HOSTILE_CONTENT.values()]}
    assert tested <= set(sentences("vi"))


def test_sentences_say_what_to_do() -> None:
    for code, sentence in sentences("vi").items():
        assert sentence.endswith("."), code
        wanted = ("Hãy", "hãy", "Không nhận", "Có thể", "Vẫn nhận")
        assert any(word in sentence for word in wanted), code
