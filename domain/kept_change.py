"""What is counted otherwise now than when a table was kept: which records, persons or entries came, went, changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

K = TypeVar("K", bound=Hashable)
CAME, WENT, OTHER = "came", "went", "changed"
# Why a record is counted in a line now, or is not any more.
NEW, COUNTED_NOW, FROM_LINE = "new", "counted_now", "from_line"
DELETED, WITHDRAWN, NOT_COUNTED = "deleted", "withdrawn", "not_counted"
OTHER_PROGRAMME, TO_LINE = "other_programme", "to_line"

# Why a kept table counts a record otherwise now.
KEPT_CHANGES: Mapping[str, str] = {"came": "Nay có", "went": "Nay không còn", "changed": "Đổi"}
KEPT_REASONS: Mapping[str, str] = {
    "new": "vào sổ sau khi giữ bảng",
    "counted_now": "trước chưa tính, nay",
    "from_line": "từ dòng khác sang",
    "deleted": "đã xóa",
    "withdrawn": "đã rút đơn",
    "not_counted": "không còn tính, nay",
    "other_programme": "sang chương trình khác",
    "to_line": "sang dòng khác",
}


@dataclass(frozen=True)
class Stated:
    """A benefit: its state, "" for none, and đồng."""

    state: str = ""
    vnd: int = 0


@dataclass(frozen=True)
class Change:
    """A record, a person or an entry that is counted otherwise. `row` is as lists have it.

    `why` is one of the reasons above, "" for persons and entries; `line` the title of the other line with FROM_LINE and
    TO_LINE, the state with COUNTED_NOW and NOT_COUNTED. `before` and `now` tell the benefit where it differs, `authors`
    how many there were and are where they differ.
    """

    change: str
    row: Mapping[str, Any]
    why: str = ""
    line: str = ""
    before: Stated | None = None
    now: Stated | None = None
    authors: tuple[int, int] | None = None


def came_and_went(before: Iterable[K], now: Iterable[K]) -> tuple[list[K], list[K]]:
    """What is there now and was not, and the other way round, each as often as it is; so the second figure is the first
    and what came without what went."""
    then, today = Counter(before), Counter(now)
    return list((today - then).elements()), list((then - today).elements())
