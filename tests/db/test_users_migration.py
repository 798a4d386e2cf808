"""A register of before: its officer keeps every role, its appraisers mark, its journal is chained as it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import journal, store, users
from db.migrations import m0026_users
from db.store import Store
from domain.journal_chain import broken, vouched
from domain.role import EVERY, UserRole
from tests.db.stores import NOW, new


@pytest.fixture
def before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store as the version before this one left it."""
    steps = [step for step in store.steps() if step.NAME < m0026_users.NAME]
    with monkeypatch.context() as patched:
        patched.setattr(store, "steps", lambda: steps)
        made = new(tmp_path)
        with made.atomic():
            for no, (name, role) in enumerate((("An", "officer"), ("Bình", "appraiser"))):
                row = {"name": name, "role": role, "slot": f"user-{no}", "created_at": NOW}
                made.insert("user", row)
            for no in range(5):
                made.insert("journal", {"at": NOW, "user_name": "An", "operation": "typed", "subject": f"{no % 2}",
                                        "detail": f'{{"fields": {{"title": ["cũ", "mới {no}"]}}}}'})  # fmt: skip
        made.close()
    return tmp_path


def opened(home: Path) -> Store:
    return store.open_store(home, bytes(32), plain=True)


def test_who_was_the_officer_keeps_all_roles_and_who_marked_marks(before: Path) -> None:
    made = opened(before)
    held = {user.name: (user.roles, user.left_at) for user in users.everyone(made)}
    assert held == {"An": (EVERY, None), "Bình": (frozenset({UserRole.APPRAISER}), None)}
    made.close()


def test_the_lines_of_before_are_chained_and_go_on(before: Path) -> None:
    made = opened(before)
    with made.atomic():
        journal.write(made, "An", "moved", "1", NOW)
    lines = list(journal.everything(made))
    assert len(lines) == 6
    assert list(broken(lines, vouched(lines), journal.head(made))) == []
    assert len({line.salt for line in lines}) == 6
    made.close()
    opened(before).close()  # a second time there is nothing to do
