from __future__ import annotations

import pytest
from sqlcipher3 import dbapi2

import resources
from db import journal, programmes, settings, trust, users
from db.store import Store
from domain.role import UserRole
from tests.db.stores import NOW
from tests.domain.kit import pack


def test_settings_are_put_again_and_absent_ones_have_a_default(opened: Store) -> None:
    with opened.atomic():
        settings.put(opened, "a", "một")
        settings.put(opened, "a", "")
    assert (settings.get(opened, "a", "x"), settings.get(opened, "b", "x"), settings.get(opened, "b")) == ("", "x", "")


def test_users_have_names_and_slots_of_their_own(opened: Store) -> None:
    with opened.atomic():
        users.insert(opened, "An", [UserRole.OFFICER], "user-1", NOW)
        users.insert(opened, "Bình", [UserRole.APPRAISER], "user-2", NOW)
    assert [user.name for user in users.everyone(opened)] == ["An", "Bình"]
    assert users.by_slot(opened, "user-2") == users.everyone(opened)[1]
    assert users.by_slot(opened, "user-3") is None
    for name, slot in (("An", "user-3"), ("Chi", "user-1")):
        with pytest.raises(dbapi2.IntegrityError), opened.atomic():
            users.insert(opened, name, [UserRole.OFFICER], slot, NOW)


def test_the_journal_is_read_newest_first_and_by_subject(opened: Store) -> None:
    with opened.atomic():
        for number in range(5):
            journal.write(opened, "An", "typed", f"{number % 2}", NOW, fields={"title": ["cũ", "mới"]})
    assert [line["id"] for line in journal.lines(opened, limit=3)] == [5, 4, 3]
    assert [line["id"] for line in journal.lines(opened, "1")] == [4, 2]
    assert "cũ" in journal.lines(opened)[0]["detail"]


def test_every_version_of_a_pack_is_kept_whole_and_one_is_in_force(opened: Store) -> None:
    data = resources.path("programmes/1m-2022.toml").read_text("utf-8")
    later = data.replace(f'version = "{pack().version}"', 'version = "10.2"')
    with opened.atomic():
        programmes.add(opened, data, NOW, origin="shipped")
        programmes.add(opened, later, "later", origin="package", signed_by="27", signer_name="LĐLĐ tỉnh")
    assert programmes.everything(opened) == [pack()]
    assert (programmes.get(opened, "1m-2022"), programmes.get(opened, "none")) == (pack(), None)
    with opened.atomic():
        programmes.put_in_force(opened, "1m-2022", "10.2")
    assert [(one.version, one.in_force, one.signed) for one in programmes.versions(opened)] == [
        ("10.2", True, True),
        (pack().version, False, False),
    ]
    assert programmes.text(opened, "1m-2022") == later
    assert programmes.get(opened, "1m-2022", pack().version) == pack()
    for again in (data, later):
        with pytest.raises(dbapi2.IntegrityError), opened.atomic():
            programmes.add(opened, again, NOW, origin="file")


def test_one_key_for_each_purpose_and_every_withdrawal_is_kept(opened: Store) -> None:
    with opened.atomic():
        trust.put_key(opened, "unit", b"one", "PEM 1", NOW)
        trust.put_key(opened, "unit", b"two", "PEM 2", NOW)
        trust.put_key(opened, "root", b"three", "PEM 3", NOW)
        trust.withdraw(opened, "PEM 1", NOW)
        trust.withdraw(opened, "PEM 1", "2023")
    key = trust.key(opened, "unit")
    assert key is not None and (key["protected"], key["certificate_pem"]) == (b"two", "PEM 2")
    assert trust.key(opened, "office") is None
    assert [row["certificate_pem"] for row in trust.withdrawn(opened)] == ["PEM 1"]
