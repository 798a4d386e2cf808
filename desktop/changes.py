"""What an operation changed: screens refresh from this alone."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Changes:
    """`topics` are nouns ("initiatives", "appraisals", "packages", "trust", "users", "people", "unit", "units",
    "programmes", "plans", "imports", "trash", "settings", "servers", "filters", "data_requests", "duplicates",
    "evidence", "templates", "backups"); "erased" besides says that words must not come back from what a screen
    remembers; `rows` the row ids of initiatives that changed, empty when too many did.
    """

    topics: frozenset[str] = field(default_factory=frozenset)
    rows: frozenset[int] = field(default_factory=frozenset)

    def touches(self, topic: str) -> bool:
        return topic in self.topics


def of(*topics: str, rows: frozenset[int] | set[int] = frozenset()) -> Changes:
    return Changes(frozenset(topics), frozenset(rows))
