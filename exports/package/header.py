"""What data/package.json must say; the same words stand in docs/package.schema.json for readers of other makes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.schema import violations
from exports.package.layout import LIMITS, RefusedError
from exports.package.strict_json import loads

SCHEMA_NAME = "sangkien-package/1"
READER = 5  # rises when a package can no longer be understood by older readers
FIRST_READER = 1  # what every package asks for that says nothing in a later way
FIELDS_READER = 2  # what one asks for whose records carry a field that came after the first version
TARGETS_READER = 3  # what one of kind `targets` asks for
APPRAISAL_READER = 4  # what requests to mark elsewhere and the sheets that answer them ask for
RETURN_READER = 5  # what returns, results and carriers ask for
KINDS = (
    "submission",
    "appraisal_request",
    "appraisal_result",
    "return",
    "receipt",
    "trust",
    "programme",
    "enrolment",
    "targets",
    "results",
    "carrier",
)

_WHOLE = 2**53
_CODE = r"^[0-9A-Za-z][0-9A-Za-z._-]{0,39}$"
_LINE = r"^[^\u0000-\u001f\u007f]*$"
_SHORT: dict[str, Any] = {"type": "string", "maxLength": 100, "pattern": _LINE}
_ID: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": 128, "pattern": _LINE}
_NAME: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": 300, "pattern": _LINE}

_EXTRAS = ("enrolment", "trust", "receipt", "return", "programme_pack", "appraisal_request", "appraisal_result",
           "encryption", "results", "carrier", "return_answers")  # fmt: skip

SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Header of a Sổ Sáng Kiến package (data/package.json), sangkien-package/1",
    "type": "object",
    "required": [
        *("schema", "kind", "unit_code", "unit_name", "recipient", "seq", "prev_manifest_sha256", "programme"),
        *("pack_version", "phase", "created_at", "app_version", "min_reader", "trust_version", "records", "files"),
    ],
    "properties": {
        "schema": {"const": SCHEMA_NAME},
        "kind": {"enum": list(KINDS)},
        "unit_code": {"type": "string", "pattern": _CODE},
        "unit_name": _NAME,
        "recipient": {"type": "string", "pattern": f"^$|{_CODE}"},
        "seq": {"type": "integer", "minimum": 1, "maximum": _WHOLE},
        "prev_manifest_sha256": {"type": "string", "pattern": "^([0-9a-f]{64})?$"},
        "programme": _SHORT,
        "pack_version": _SHORT,
        "phase": _SHORT,
        "created_at": {
            "type": "string",
            "pattern": r"^[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?Z$",
        },
        "app_version": _SHORT,
        "min_reader": {"type": "integer", "minimum": 1, "maximum": _WHOLE},
        "trust_version": {"type": "integer", "minimum": 0, "maximum": _WHOLE},
        "records": {
            "type": "array",
            "maxItems": 2000,
            "items": {
                "type": "object",
                "required": ["file", "count"],
                "properties": {
                    "file": {"type": "string", "pattern": r"^data/records/[0-9]{5}\.jsonl$"},
                    "count": {"type": "integer", "minimum": 1, "maximum": 5000},
                },
            },
        },
        "files": {
            "type": "object",
            "maxProperties": 2000,
            "additionalProperties": {
                "type": "object",
                "required": ["name", "media_type"],
                "properties": {"name": _NAME, "media_type": _SHORT, "record": _ID},
            },
        },
        **{extra: {"type": "object"} for extra in _EXTRAS},
        "journal": {
            "type": "object",
            "required": ["lines", "head"],
            "properties": {
                "lines": {"type": "integer", "minimum": 0, "maximum": _WHOLE},
                "head": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            },
        },
    },
}


def read(raw: bytes) -> dict[str, Any]:
    """The header, strictly parsed and checked.

    RefusedError: content_… of `strict_json`, schema_unknown, reader_too_old, header_invalid (fact `place`).
    """
    header = loads(raw, LIMITS.header_bytes)
    if not isinstance(header, dict):
        raise RefusedError("header_invalid", place="package.json")
    check(header)
    return header


def check(header: Mapping[str, Any]) -> None:
    if header.get("schema") != SCHEMA_NAME:
        raise RefusedError("schema_unknown", schema=str(header.get("schema"))[:60])
    # Asked first: a newer format may well break the rules of this one.
    min_reader = header.get("min_reader")
    if isinstance(min_reader, int) and min_reader > READER:
        raise RefusedError("reader_too_old", min_reader=min_reader)
    wrong = next(violations(dict(header), SCHEMA), None)
    if wrong is not None:
        raise RefusedError("header_invalid", place=wrong.path or "package.json")
