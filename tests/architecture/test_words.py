"""Words: every code has its sentence in both languages, identifiers keep to the glossary."""

from __future__ import annotations

import ast
import re
import string
import tomllib
import unicodedata
from pathlib import Path

import pytest

from desktop import messages

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("desktop", "ui", "db", "exports", "domain", "resources")
RAISERS = {"RuleError", "TroubleError", "Problem", "RefusedError", "UntrustedError"}


def codes() -> set[str]:
    """Every code that is written out where an error or a problem is made."""
    found = set()
    for package in PACKAGES:
        for file in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RAISERS:
                    first = node.args[0] if node.args else None
                    if isinstance(first, ast.Constant) and isinstance(first.value, str):
                        found.add(first.value)
    return found


def test_every_code_has_a_sentence_in_both_languages() -> None:
    known = codes()
    assert len(known) > 50
    for language in messages.LANGUAGES:
        assert known - set(messages.sentences(language)) == set(), language


def test_both_languages_say_the_same_things_with_the_same_gaps() -> None:
    vietnamese, english = messages.sentences("vi"), messages.sentences("en")
    assert set(vietnamese) == set(english)
    for code, sentence in vietnamese.items():
        assert gaps(sentence) >= gaps(english[code]), code


def gaps(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_no_code_stands_in_two_files_and_text_is_nfc(language: str) -> None:
    seen: dict[str, str] = {}
    for file in sorted((ROOT / "resources" / "messages" / language).glob("*.toml")):
        text = file.read_text(encoding="utf-8")
        assert text == unicodedata.normalize("NFC", text)
        for code in tomllib.loads(text):
            assert code not in seen, f"{code} in {seen.get(code)} and {file.name}"
            seen[code] = file.name


def test_identifiers_keep_to_the_glossary() -> None:
    banned = glossary_bans()
    assert len(banned) > 15
    for package in PACKAGES:
        for file in (ROOT / package).rglob("*.py"):
            for name in identifiers(ast.parse(file.read_text(encoding="utf-8"))):
                words = set(re.split(r"_|(?<=[a-z])(?=[A-Z])", name.lower()))
                assert not words & banned, f"{file.relative_to(ROOT)}: {name}"


def glossary_bans() -> set[str]:
    """The words after «never:» in the table of docs/GLOSSARY.md."""
    text = (ROOT / "docs" / "GLOSSARY.md").read_text(encoding="utf-8")
    found: set[str] = set()
    for line in re.findall(r"never: ([^|]+)\|", text):
        found |= {word.strip() for word in line.split(",")}
    return found


def identifiers(tree: ast.AST) -> set[str]:
    """Names this code defines: functions, classes, arguments, assigned names."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
    return found


def test_one_thing_has_one_vietnamese_name_on_the_screen() -> None:
    text = (ROOT / "docs" / "GLOSSARY.md").read_text(encoding="utf-8").partition("| said | not said |")[2]
    banned = [words.strip() for row in re.findall(r"^\|[^|]+\|([^|]+)\|$", text, re.M) for words in row.split(",")]
    assert {"người chấm", "bản thảo"} <= set(banned)
    said = [(file, one) for package in ("ui", "desktop", "domain") for file in (ROOT / package).rglob("*.py")
            for one in texts(ast.parse(file.read_text(encoding="utf-8")))]  # fmt: skip
    said += [(ROOT / "resources", sentence) for sentence in messages.sentences("vi").values()]
    for file, one in said:
        plain = re.sub("(mọi|mỗi|từng) người chấm", "", one.lower())
        assert not [words for words in banned if words in plain], f"{file.relative_to(ROOT)}: {one}"


def texts(tree: ast.AST) -> set[str]:
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
