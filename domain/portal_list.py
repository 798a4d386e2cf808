"""What a line of a pasted list of the portal names: no number alone is believed where it stands among other words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from domain import text

# A cell of fewer words is a name of a place, a mark or a day rather than another title.
_TITLE_WORDS = 3
_APPROVED = "duyet"


@dataclass(frozen=True)
class Names:
    """By the plain words of a cell, the ids of the records it names; `authors` by record."""

    portal: dict[str, set[int]] = field(default_factory=dict)
    numbers: dict[str, set[int]] = field(default_factory=dict)
    titles: dict[str, set[int]] = field(default_factory=dict)
    authors: dict[int, str] = field(default_factory=dict)

    def of(self, words: str) -> set[int]:
        tables = (self.portal, self.numbers, self.titles)
        return set().union(*(table[words] for table in tables if words in table))


def names(rows: Iterable[Mapping[str, Any]]) -> Names:
    """Of rows with id, portal_no, number, title and author."""
    found = Names()
    for row in rows:
        tables = ((found.portal, "portal_no"), (found.numbers, "number"), (found.titles, "title"))
        for table, name in tables:
            if words := plain(row[name] or ""):
                table.setdefault(words, set()).add(row["id"])
        found.authors[row["id"]] = row["author"] or ""
    return found


def named(raw: str, known: Names, unit: str = "") -> set[int]:
    """The records a line as it was pasted names; `unit` is the plain name of the register's own unit."""
    line = plain(raw.replace("\t", ";"))
    cells = [words for cell in line.split(";") if (words := cell.strip(" ."))]
    if whole := known.of(cells[0] if len(cells) == 1 else line):
        return whole
    titled = [known.titles[cell] for cell in cells if cell in known.titles]
    sure = titled + [known.numbers[cell] for cell in cells if cell in known.numbers]
    if len(cells) < 2 or not sure:
        return set()
    found = set.intersection(*sure, *(known.portal[cell] for cell in cells if cell in known.portal))
    if not titled and len(found) == 1 and any(_other_title(cell, known, min(found), unit) for cell in cells):
        # Other units count from one as well: their number under another title is no number of ours.
        return set()
    return found


def plain(words: str) -> str:
    """How names are compared: without case, accents, and the full stop after a number."""
    return text.fold(text.clean_line(words)).strip(" .")


def _other_title(cell: str, known: Names, record_id: int, unit: str) -> bool:
    """Whether a cell beside a register number could be the title of something else."""
    if cell in known.numbers or cell in known.portal or len(cell.split()) < _TITLE_WORDS:
        return False
    author = plain(known.authors[record_id])
    return cell != unit and cell not in author and not (author and author in cell) and _APPROVED not in cell.split()
