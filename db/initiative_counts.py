"""How many records stand where: counters that the store keeps with every change, so that nobody counts a register."""

from __future__ import annotations

from dataclasses import dataclass

from db.store import Store


@dataclass(frozen=True)
class Count:
    """Records of one state, own ones or not; `lacking` with something still to fill in. `ids` is the sum of their row
    ids: it is another one when other records are there."""

    state: str
    own: bool
    lacking: bool
    n: int
    ids: int


def everything(store: Store, programme: str = "", own: bool | None = None) -> list[Count]:
    """The counters of a programme, or of all ("")."""
    where, parameters = ["n > 0"], list[str | int]()
    if programme:
        where.append("programme = ?")
        parameters.append(programme)
    if own is not None:
        where.append("own = ?")
        parameters.append(int(own))
    sql = f"SELECT state, own, lacking, n, ids FROM initiative_count WHERE {' AND '.join(where)}"
    return [Count(row["state"], bool(row["own"]), bool(row["lacking"]), row["n"], row["ids"])
            for row in store.rows(sql, parameters)]  # fmt: skip


def by_state(counts: list[Count]) -> dict[str, int]:
    found: dict[str, int] = {}
    for count in counts:
        found[count.state] = found.get(count.state, 0) + count.n
    return found
