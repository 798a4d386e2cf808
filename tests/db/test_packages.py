from __future__ import annotations

from typing import Any

import pytest
from sqlcipher3 import dbapi2

from db import outbox, packages
from db.store import Store
from tests.db.stores import NOW


def add(opened: Store, manifest: str, **changes: Any) -> int:
    values: dict[str, Any] = {"direction": "out", "kind": "submission", "unit_code": "27001", "unit_name": "CĐCS"}
    values |= {"recipient": "27000", "seq": 1, "path": "/x.asice", "records": 1, "detail": {}}
    with opened.atomic():
        return packages.insert(opened, now=NOW, manifest_sha256=manifest, **values | changes)


def test_numbers_are_counted_for_each_recipient_kind_and_sender(opened: Store) -> None:
    add(opened, "a", seq=2)
    add(opened, "b", seq=1)
    add(opened, "c", seq=7, recipient="99000")
    add(opened, "d", seq=9, kind="receipt")
    add(opened, "e", seq=4, direction="in", unit_code="27002")
    last = packages.last_sent(opened, "27000", "submission")
    assert last is not None and (last["seq"], last["manifest_sha256"]) == (2, "a")
    assert packages.last_sent(opened, "27009", "submission") is None
    assert packages.seen(opened, "27002", "submission") == {4}
    assert packages.seen(opened, "27001", "submission") == set()


def test_one_package_is_written_down_once(opened: Store) -> None:
    add(opened, "a")
    with pytest.raises(dbapi2.IntegrityError):
        add(opened, "a", direction="in")
    assert len(packages.everything(opened, "out")) == 1


def test_an_acknowledged_package_keeps_its_words(opened: Store) -> None:
    package_id = add(opened, "a", detail={"tên": "Đồ gá"})
    with opened.atomic():
        packages.acknowledge(opened, package_id, "later", {"tên": "Đồ gá", "receipt": {"new": 2}})
        packages.add_records(opened, package_id, [("x", 1, "sent"), ("y", 3, "sent")])
    held = packages.get(opened, package_id)
    assert held is not None and held == packages.by_manifest(opened, "a")
    assert (held["acknowledged_at"], held["detail"]["receipt"]) == ("later", {"new": 2})
    assert packages.record_revisions(opened, package_id) == {"x": 1, "y": 3}


def test_a_clash_is_kept_until_it_is_settled(opened: Store) -> None:
    package_id = add(opened, "a", direction="in")
    with opened.atomic():
        packages.add_clash(opened, package_id, "x", 2, {"title": "Khác"})
    assert [(row["initiative_id"], row["revision"]) for row in packages.clashes(opened)] == [("x", 2)]


def test_the_outbox_counts_tries_and_moves_the_newest_row(opened: Store) -> None:
    package_id = add(opened, "a")
    with opened.atomic():
        outbox.add(opened, package_id, NOW)
        newest = outbox.add(opened, package_id, NOW)
    for state in ("sending", "failed", "sending", "delivered"):
        with opened.atomic():
            outbox.move(opened, package_id, state, NOW, detail=state, target="/usb")
    row = outbox.rows(opened)[0]
    told = (row["id"], row["state"], row["attempts"], row["detail"], row["target"])
    assert told == (newest, "delivered", 2, "delivered", "/usb")
    assert (outbox.rows(opened)[1]["state"], outbox.rows(opened)[1]["attempts"]) == ("sealed", 0)


def test_what_was_being_sent_when_the_program_died_is_not_on_its_way(opened: Store) -> None:
    ids = [add(opened, name) for name in "abc"]
    with opened.atomic():
        for package_id in ids:
            outbox.add(opened, package_id, NOW)
        for package_id in ids[:2]:
            outbox.move(opened, package_id, "sending", NOW)
        packages.acknowledge(opened, ids[1], NOW, {})
        outbox.recover(opened, "later")
    assert [row["state"] for row in outbox.rows(opened)] == ["sealed", "acknowledged", "failed"]
    assert {row["state"] for row in outbox.rows(opened)} <= set(outbox.STATES)
