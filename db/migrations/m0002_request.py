"""The further lines of the recognition request, the declarations, the benefit by year, and the portal's marks."""

from __future__ import annotations

import sqlite_utils

NAME = "m0002_request"

DATES = {
    "initiative": ("accepted_on", "portal_entered_on", "portal_approved_on"),
    "initiative_text": ("trial_from_on", "benefit_from_on", "benefit_to_on", "benefit_confirmed_on", "consent_on",
                        "research_accepted_on"),
}  # fmt: skip
TEXTS = ("nature", "conditions", "confidential", "author_gain", "user_gain", "first_users", "benefit_inputs",
         "benefit_evidence", "benefit_confirmed_by", "new_in_unit", "lawful", "unprotected", "consent_by",
         "withdrawn_reason", "portal_no", "portal_note")  # fmt: skip
AMOUNTS = ("benefit_year1_vnd", "benefit_year2_vnd", "benefit_year3_vnd")


def apply(db: sqlite_utils.Database) -> None:
    for table, names in DATES.items():
        for name in names:
            db.execute(f"ALTER TABLE {table} ADD COLUMN {name} TEXT")
    for name in TEXTS:
        db.execute(f"ALTER TABLE initiative_text ADD COLUMN {name} TEXT NOT NULL DEFAULT ''")
    for name in AMOUNTS:
        db.execute(f"ALTER TABLE initiative_text ADD COLUMN {name} INTEGER")
