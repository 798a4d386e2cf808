"""What stands in the columns of an initiative: the same words for one record as for a whole list."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from db.search_index import Doc
from domain import text
from domain.initiative import Author, Initiative, leading_author
from domain.target import person_key

NARROW = ("number", "title", "state", "unit_code", "programme", "phase", "benefit_state", "benefit_vnd",
          "applied_from_on", "revision", "accepted_on", "portal_entered_on", "portal_approved_on",
          "portal_refused_on")  # fmt: skip
WIDE = ("unit_name", "pack_version", "kind", "area", "block", "group", "credited_no", "applied_to_on", "trial",
        "trial_from_on", "summary", "nature", "conditions", "confidential", "effect", "author_gain", "user_gain",
        "first_users", "reach", "benefit_note", "benefit_inputs", "benefit_evidence", "benefit_from_on",
        "benefit_to_on", "benefit_confirmed_by", "benefit_confirmed_on", "benefit_year1_vnd", "benefit_year2_vnd",
        "benefit_year3_vnd", "investor", "technology_secret", "new_in_unit", "lawful", "unprotected", "consent_on",
        "consent_by", "research_accepted_on", "decision_no", "decision_on", "decision_signer", "declined_reason",
        "completion_note", "withdrawn_reason", "portal_no", "portal_note", "unread")  # fmt: skip
AUTHOR = ("full_name", "birth_year", "position", "workplace", "phone", "share_pct", "awards", "born_on", "education",
          "leads", "leader", "gender", "membership", "person_id")  # fmt: skip
_NOBODY = Author()
# What is worked out of the fields, and what the store knows of a new record besides.
_KEYS = ("title_key", "listed_kind", "author", "author_key", "workplace", "head_mark", "body_mark")
_OF_NEW = ("public_id", "own", "missing", "import_key", "import_sha256", "sealed_sha256", "created_at", "updated_at")
NEW = (*NARROW, *_KEYS, *_OF_NEW)
_narrow, _wide, _author = itemgetter(*NARROW), itemgetter(*WIDE), itemgetter(*AUTHOR)


class New(NamedTuple):
    """What the store is told of a new record besides its fields."""

    own: bool
    missing: int
    now: str
    import_key: str
    import_sha256: str


def new(initiative: Initiative, values: Mapping[str, Any], doc: Doc, told: New) -> tuple[Any, ...]:
    """The narrow row of a new record, in the order of NEW; `values` are those of domain.record."""
    of_new = (initiative.id, int(told.own), told.missing, told.import_key, told.import_sha256, "", told.now, told.now)
    return (*_narrow(values), *_keys(initiative, doc), *of_new)


def narrow(initiative: Initiative, values: Mapping[str, Any], doc: Doc) -> dict[str, Any]:
    return dict(zip((*NARROW, *_KEYS), (*_narrow(values), *_keys(initiative, doc)), strict=True))


def wide(values: Mapping[str, Any]) -> tuple[Any, ...]:
    """The row of the texts, in the order of WIDE."""
    unread = values["unread"]
    kept = dict(values)
    kept["unread"] = json.dumps(unread, ensure_ascii=False) if unread else "{}"
    kept["trial"] = int(values["trial"])
    kept["technology_secret"] = int(values["technology_secret"])
    return tuple(_wide(kept))


def author(values: Mapping[str, Any]) -> tuple[Any, ...]:
    """The row of an author as domain.record tells him, in the order of AUTHOR."""
    kept = dict(values)
    for name in ("leads", "leader"):
        if kept[name] is not None:
            kept[name] = int(kept[name])
    return tuple(_author(kept))


def participant(held: Author, unit_code: str) -> int | None:
    """Whom he is counted as; None for one without a name."""
    return person_key(held.full_name, held.birth_year, unit_code) if held.full_name else None


@lru_cache(maxsize=16)
def insertion(table: str, names: tuple[str, ...]) -> str:
    quoted = ", ".join(f'"{name}"' for name in names)
    return f"INSERT INTO {table} ({quoted}) VALUES ({', '.join('?' * len(names))})"


def _keys(initiative: Initiative, doc: Doc) -> tuple[Any, ...]:
    author = leading_author(initiative) or _NOBODY
    name = author.full_name
    workplace = author.workplace or initiative.unit_name
    return (text.sort_key(initiative.title), initiative.kind, name, text.given_name_key(name), workplace, *doc.marks)
