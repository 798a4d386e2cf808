"""A sample for spot checks that anybody can draw again: from a seed and the ids, without chance."""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Iterable

METHOD = (
    "Mỗi sáng kiến có một con số: SHA-256 của «hạt giống», dấu hai chấm và mã bản ghi (UTF-8). Xếp theo con số ấy từ "
    "nhỏ tới lớn và lấy đủ số lượng đầu tiên. Cùng hạt giống và cùng danh sách thì ai rút cũng ra một kết quả."
)
MOST = 10_000


def rank(seed: str, record_id: str) -> str:
    """What puts a record at its place; see METHOD."""
    return hashlib.sha256(f"{seed}:{record_id}".encode()).hexdigest()


def drawn(seed: str, record_ids: Iterable[str], size: int) -> list[str]:
    """`size` of the records, or all there are, in the order drawn. Whatever order they are told in, it is the same."""
    return [found for _rank, found in heapq.nsmallest(size, ((rank(seed, one), one) for one in set(record_ids)))]
