"""A register of the first days: its packs, written in the first form, go on holding."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import tests
from db import programmes as packs
from desktop import desk
from desktop.desk import Desk
from desktop.operations import initiatives, packages, programme_drafts, programmes
from domain.errors import RuleError, TroubleError
from tests.desktop.operations.unions import enter, recognised, send

FOLDER = Path(tests.__file__).parent / "data" / "programmes"
COPY = {"new_id": "may-2027", "title": "Ngành may", "short_title": "Ngành may", "year": 2027}


def first() -> tuple[tuple[str, str, str], ...]:
    files = sorted(FOLDER.glob("*.toml"))
    return tuple((file.stem.removesuffix("-1.0"), "1.0", file.read_text("utf-8")) for file in files)


def put_first_back(opened: Desk) -> None:
    """The programme table as the first version of this program left it."""
    with opened.store.atomic():
        opened.store.execute("DELETE FROM programme_pack")
        for _id, _version, text in first():
            opened.store.execute(
                "INSERT INTO programme_pack (id, version, data, sha256, installed_at, origin, signed_by, signer_name,"
                " manifest_sha256, in_force) VALUES (?, ?, ?, ?, '2026-11-01T01:02:03Z', 'shipped', '', '', '', 1)",
                [_id, _version, text, packs.fingerprint(text)],
            )


@pytest.fixture
def old(unit: Desk) -> Iterator[Desk]:
    put_first_back(unit)
    unit.close()
    opened = desk.open_desk(unit.home, None)
    yield opened
    opened.close()


def test_it_opens_lists_and_judges_under_the_version_it_had(old: Desk) -> None:
    assert [(one.id, one.version) for one in programmes.everything(old)] == [("1m-2022", "1.0"), ("75k-2021", "1.0")]
    assert [one.version for one in programmes.versions(old, "1m-2022")] == ["1.1", "1.0"]
    assert {one.for_what for one in programmes.current(old).deadlines} == {""}
    row = enter(old)[0]
    held = initiatives.get(old, row).initiative
    assert (held.pack_version, held.phase, initiatives.problems(old, held)) == ("1.0", "1", ())
    programmes.use(old, "1m-2022", "1.1")
    assert programmes.compare(old, "1m-2022", "1.0", "1.1").asked == 1


def test_it_still_packs(vouched_pair: tuple[Desk, Desk], usb: Path) -> None:
    unit, _upper = vouched_pair
    put_first_back(unit)
    row = recognised(unit)[0]
    assert initiatives.get(unit, row).initiative.pack_version == "1.0"
    assert send(unit, usb).records == 4
    assert packages.plan(unit, only="all").blocked == ()


def test_what_is_to_be_copied_or_revised_is_taken_to_the_newer_version_first(old: Desk) -> None:
    for ask in (
        lambda: programmes.copy(old, "1m-2022", **COPY),  # type: ignore[arg-type]
        lambda: programmes.revise(old, "1m-2022", {"title": "Tên"}),
        lambda: programme_drafts.begin(old, "1m-2022", 2027),
    ):
        with pytest.raises(RuleError) as refused:
            ask()
        assert (refused.value.code, refused.value.facts["newer"]) == ("pack_of_first_form", "1.1")
    programmes.use(old, "1m-2022", "1.1")
    assert programmes.copy(old, "1m-2022", **COPY).pack.version == "1.0"  # type: ignore[arg-type]


def test_a_pack_that_cannot_be_read_closes_neither_the_register_nor_the_others(unit: Desk) -> None:
    with unit.store.atomic():
        unit.store.execute(
            "UPDATE programme_pack SET data = replace(data, '[rubric]', '[rubrik]') WHERE id = '1m-2022'"
        )
    unit.close()
    opened = desk.open_desk(unit.home, None)
    assert [one.id for one in programmes.everything(opened)] == ["75k-2021"]
    assert [one.id for one in programmes.versions(opened)] == ["75k-2021"]
    with pytest.raises(TroubleError) as trouble:
        programmes.current(opened)
    assert (trouble.value.code, trouble.value.facts["name"]) == ("programme_unreadable", "1m-2022")
    programmes.use(opened, "75k-2021")
    assert enter(opened)
    opened.close()
