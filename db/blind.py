"""What of a record tells whose it is: names, places and numbers of its authors, and its unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from db.store import Store

_AT_ONCE = 500


@dataclass
class Tellers:
    """As written in the record and, where an author is in the person book, as written there."""

    unit_code: str
    unit_name: str
    people: list[str] = field(default_factory=list)
    workplaces: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)


def tellers(store: Store, row_ids: Sequence[int]) -> dict[int, Tellers]:
    """By row id; without the texts of the records, so that a whole queue is read at once."""
    found: dict[int, Tellers] = {}
    for start in range(0, len(row_ids), _AT_ONCE):
        part = list(row_ids[start : start + _AT_ONCE])
        marks = ",".join("?" * len(part))
        sql = f"SELECT id, unit_code, unit_name FROM initiative JOIN initiative_text USING (id) WHERE id IN ({marks})"
        for row in store.rows(sql, part):
            found[row["id"]] = Tellers(row["unit_code"], row["unit_name"])
        sql = f"""
            SELECT initiative_id, full_name, workplace, phone FROM author WHERE initiative_id IN ({marks})
            UNION ALL
            SELECT author.initiative_id, person.full_name, person.workplace, person.phone FROM author
                JOIN person ON person.id = author.person_id AND author.person_id <> ''
                WHERE author.initiative_id IN ({marks})"""
        for row in store.rows(sql, [*part, *part]):
            one = found[row["initiative_id"]]
            one.people.append(row["full_name"])
            one.workplaces.append(row["workplace"])
            one.phones.append(row["phone"])
    return found


def sheets_begun(store: Store) -> int:
    """How many sheets the rounds being marked have."""
    sql = """
        SELECT count(*) FROM score_event e JOIN initiative i ON i.public_id = e.initiative_id
        WHERE i.state = 'under_appraisal' AND i.deleted_at IS NULL AND e.round_no =
            1 + (SELECT count(*) FROM verdict v WHERE v.initiative_id = e.initiative_id)"""
    return int(store.value(sql))
