"""The header says what docs/package.schema.json says, and nothing else gets through."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from domain import schema
from exports.package import header
from exports.package.layout import RefusedError
from tests.exports.package.forge import header as forged

SCHEMA = Path(__file__).resolve().parents[3] / "docs" / "package.schema.json"


def test_the_published_schema_is_the_one_in_use() -> None:
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == header.SCHEMA


def test_only_keywords_that_are_checked_are_used() -> None:
    def keywords(part: dict[str, Any]) -> set[str]:
        inner = [*part.get("properties", {}).values(), part.get("items"), part.get("additionalProperties")]
        return set(part).union(*(keywords(found) for found in inner if found))

    assert keywords(header.SCHEMA) <= schema.KNOWN


def test_a_good_header() -> None:
    read = header.read(forged([5000, 12], files={"data/a.pdf": {"name": "Quyết định.pdf", "media_type": "a/b"}}))
    assert read["records"][1] == {"file": "data/records/00002.jsonl", "count": 12}
    assert header.read(forged([], something_new={"x": 1}))["something_new"] == {"x": 1}


@pytest.mark.parametrize(
    ("changes", "code", "place"),
    [
        ({"schema": "sangkien-package/0"}, "schema_unknown", None),
        ({"schema": None}, "schema_unknown", None),
        ({"min_reader": 6}, "reader_too_old", None),
        ({"min_reader": 6, "kind": "novel", "seq": "x"}, "reader_too_old", None),
        ({"kind": "novel"}, "header_invalid", "kind"),
        ({"seq": 0}, "header_invalid", "seq"),
        ({"seq": 1.0}, "header_invalid", "seq"),
        ({"seq": True}, "header_invalid", "seq"),
        ({"seq": 2**53 + 0}, None, None),
        ({"unit_code": "27/001"}, "header_invalid", "unit_code"),
        ({"unit_code": "27001\n"}, "header_invalid", "unit_code"),
        ({"recipient": ""}, None, None),
        ({"recipient": "\n"}, "header_invalid", "recipient"),
        ({"unit_name": ""}, "header_invalid", "unit_name"),
        ({"unit_name": "A\nPayload-Oxum: 0.0"}, "header_invalid", "unit_name"),
        ({"prev_manifest_sha256": "ab"}, "header_invalid", "prev_manifest_sha256"),
        ({"created_at": "2026-11-20 03:00"}, "header_invalid", "created_at"),
        ({"records": [{"file": "data/records/../x.jsonl", "count": 1}]}, "header_invalid", "records[0].file"),
        ({"records": [{"file": "data/records/00001.jsonl", "count": 5001}]}, "header_invalid", "records[0].count"),
        ({"records": [{"count": 1}]}, "header_invalid", "records[0]"),
        ({"records": {}}, "header_invalid", "records"),
        ({"files": {"data/a.pdf": {"name": "a"}}}, "header_invalid", "files.data/a.pdf"),
        ({"trust": []}, "header_invalid", "trust"),
    ],
)
def test_fields(changes: dict[str, Any], code: str | None, place: str | None) -> None:
    raw = forged([], **changes)
    if code is None:
        assert header.read(raw)
        return
    with pytest.raises(RefusedError) as caught:
        header.read(raw)
    assert caught.value.code == code
    assert caught.value.facts.get("place") == place


@pytest.mark.parametrize("name", header.SCHEMA["required"])
def test_nothing_required_may_be_missing(name: str) -> None:
    told = json.loads(forged([]))
    del told[name]
    with pytest.raises(RefusedError) as caught:
        header.read(json.dumps(told).encode())
    assert caught.value.code == ("schema_unknown" if name == "schema" else "header_invalid")


def test_not_an_object() -> None:
    with pytest.raises(RefusedError) as caught:
        header.read(b"[]")
    assert caught.value.code == "header_invalid"
