from __future__ import annotations

from pathlib import Path

import pytest

from db import packages
from desktop.desk import Desk
from desktop.operations import initiatives, programme_files, programmes, trust
from desktop.operations.programme_files import DIFFERENT, LIMIT_BYTES, NEW, NEWER, OLDER, SAME
from domain.errors import RuleError, TroubleError
from tests.desktop.operations.unions import enter, everything_written, take, vouch
from tests.domain.pack.packs import edited, text


def bare(folder: Path, version: str = "1.5", **changes: str) -> Path:
    written = text().replace('version = "1.1"', f'version = "{version}"')
    for old, new in changes.values():
        written = written.replace(old, new)
    target = folder / f"pack-{version}.toml"
    target.write_text(written, encoding="utf-8")
    return target


@pytest.fixture
def signed(unit: Desk, upper: Desk, tmp_path: Path) -> Path:
    """A pack of version 1.1.1 that the upper union revised and sealed; the unit trusts its root."""
    vouch(unit, upper, tmp_path)
    programmes.revise(upper, "1m-2022", {"short_title": "Một triệu"})
    usb = tmp_path / "usb"
    usb.mkdir()
    return programme_files.seal(upper, "1m-2022", usb)[0]


def refusal(desk: Desk, path: Path, *, unsigned: bool = True) -> RuleError:
    before = everything_written(desk)
    with pytest.raises(RuleError) as refused:
        programme_files.install(desk, path, unsigned=unsigned)
    assert everything_written(desk) == before
    return refused.value


def test_a_bare_file_needs_consent_and_is_shown_as_unsigned(unit: Desk, tmp_path: Path) -> None:
    path = bare(tmp_path)
    row = enter(unit)[0]
    offer = programme_files.look(unit, path)
    assert (offer.standing, offer.signed, offer.genuine, offer.signed_by) == (NEWER, False, True, "")
    assert refusal(unit, path, unsigned=False).code == "pack_unsigned"
    done = programme_files.install(unit, path, unsigned=True)
    assert (done.standing, done.in_force, done.signed_by) == (NEWER, True, "")
    newest = programmes.versions(unit, "1m-2022")[0]
    assert (newest.version, newest.origin, newest.signed, newest.in_force) == ("1.5", "file", False, True)
    assert initiatives.get(unit, row).initiative.pack_version == "1.1"


def test_the_same_again_is_harmless_and_an_older_version_is_kept_beside(unit: Desk, tmp_path: Path) -> None:
    programme_files.install(unit, bare(tmp_path), unsigned=True)
    before = everything_written(unit)
    again = programme_files.install(unit, bare(tmp_path), unsigned=True)
    assert (again.standing, everything_written(unit)) == (SAME, before)
    older = programme_files.install(unit, bare(tmp_path, "1.3"), unsigned=True)
    assert (older.standing, older.in_force) == (OLDER, False)
    assert [(one.version, one.in_force) for one in programmes.versions(unit, "1m-2022")] == [
        ("1.5", True),
        ("1.3", False),
        ("1.1", False),
    ]
    new = programme_files.install(unit, bare(tmp_path, id=('id = "1m-2022"', 'id = "new-2027"')), unsigned=True)
    assert (new.standing, new.in_force) == (NEW, True)


def test_the_same_version_with_other_words_is_refused(unit: Desk, tmp_path: Path) -> None:
    path = bare(tmp_path, "1.1", title=("01 triệu sáng kiến –", "02 triệu sáng kiến –"))
    assert programme_files.look(unit, path).standing == DIFFERENT
    assert refusal(unit, path).code == "pack_same_version_differs"


def test_a_wrong_pack_is_refused_with_every_line(unit: Desk, tmp_path: Path) -> None:
    written, line = edited("applied_to_on = 2022-05-31", "applied_to_on = 2021-05-31")
    path = tmp_path / "wrong.toml"
    path.write_text(written, encoding="utf-8")
    refused = refusal(unit, path)
    assert [(problem.code, problem.row) for problem in refused.problems] == [("pack_phase_reversed", line)]


def test_a_file_of_another_kind_is_refused_in_words(unit: Desk, tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(text().encode("utf-16"))
    assert refusal(unit, path).code == "pack_file_not_text"
    path.write_bytes(b"#" * (LIMIT_BYTES + 1))
    assert refusal(unit, path).code == "pack_file_too_large"
    with pytest.raises(TroubleError) as trouble:
        programme_files.install(unit, tmp_path / "none.toml", unsigned=True)
    assert trouble.value.code == "pack_file_unreadable"


def test_a_file_saved_by_notepad_is_the_same_pack(unit: Desk, tmp_path: Path) -> None:
    path = tmp_path / "notepad.toml"
    path.write_bytes(b"\xef\xbb\xbf" + text().replace("\n", "\r\n").encode())
    assert programme_files.install(unit, path, unsigned=True).standing == SAME


def test_a_package_signed_by_the_upper_union_is_installed_with_its_name(unit: Desk, upper: Desk, signed: Path) -> None:
    offer = programme_files.look(unit, signed)
    assert (offer.signed, offer.signed_by, offer.signer_name) == (True, "27000", upper.unit.name)
    done = programme_files.install(unit, signed)
    assert (done.in_force, done.pack.short_title) == (True, "Một triệu")
    held = programmes.versions(unit, "1m-2022")[0]
    assert (held.origin, held.signed_by, held.signer_name) == ("package", "27000", upper.unit.name)
    assert programmes.text(unit, "1m-2022") == programmes.text(upper, "1m-2022")
    row = packages.by_manifest(unit.store, held.manifest_sha256)
    assert row is not None and Path(row["path"]).read_bytes() == signed.read_bytes()


def test_what_came_unsigned_is_signed_once_the_same_words_come_signed(unit: Desk, upper: Desk, signed: Path) -> None:
    bare_file = programme_files.write(upper, "1m-2022", signed.parent)
    programme_files.install(unit, bare_file, unsigned=True)
    assert not programmes.versions(unit, "1m-2022")[0].signed
    assert programme_files.install(unit, signed).standing == SAME
    assert programmes.versions(unit, "1m-2022")[0].signed_by == "27000"


def test_what_came_with_the_program_is_shown_as_signed_once_it_came_signed(
    unit: Desk, upper: Desk, tmp_path: Path
) -> None:
    vouch(unit, upper, tmp_path)
    path = programme_files.seal(upper, "1m-2022", tmp_path)[0]
    done = programme_files.install(unit, path)
    assert (done.standing, done.changes.touches("programmes")) == (SAME, True)
    held = programmes.versions(unit, "1m-2022")[0]
    assert (held.version, held.origin, held.signed_by, held.signer_name) == ("1.1", "package", "27000", upper.unit.name)
    before = everything_written(unit)
    assert programme_files.install(unit, path).standing == SAME
    assert everything_written(unit) == before


def test_receiving_takes_programme_packs_too(unit: Desk, signed: Path) -> None:
    tried = take(unit, signed.parent, dry_run=True)[0]
    assert (tried.kind, tried.taken, tried.counts) == ("programme", True, {"new": 1})
    assert programmes.current(unit).version == "1.1"
    taken = take(unit, signed)[0]
    assert (taken.taken, taken.code, programmes.current(unit).version) == (True, "", "1.1.1")
    again = take(unit, signed)[0]
    assert (again.taken, again.code) == (True, "package_already_received")


def test_a_tampered_package_installs_nothing(unit: Desk, signed: Path) -> None:
    raw = bytearray(signed.read_bytes())
    raw[raw.index(b"data/programme/1m-2022.toml") + 60] ^= 1
    signed.write_bytes(raw)
    offer = programme_files.look(unit, signed)
    assert (offer.genuine, offer.verdict, offer.pack) == (False, "invalid", None)
    assert refusal(unit, signed).code == offer.code
    assert not take(unit, signed)[0].taken


def test_a_package_nobody_vouches_for_installs_nothing(unit: Desk, upper: Desk, tmp_path: Path) -> None:
    trust.init(upper)
    path, _changes = programme_files.seal(upper, "1m-2022", tmp_path)
    offer = programme_files.look(unit, path)
    assert (offer.genuine, offer.verdict) == (False, "untrusted")
    assert refusal(unit, path).code == offer.code


def test_only_a_union_above_seals_packs_and_a_file_is_never_written_over(unit: Desk, tmp_path: Path) -> None:
    with pytest.raises(RuleError) as refused:
        programme_files.seal(unit, "1m-2022", tmp_path)
    assert refused.value.code == "pack_seal_needs_upper"
    path = programme_files.write(unit, "1m-2022", tmp_path)
    assert (path.name, path.read_text("utf-8")) == ("1m-2022-1.1.toml", text())
    with pytest.raises(TroubleError) as trouble:
        programme_files.write(unit, "1m-2022", path)
    assert trouble.value.code == "name_taken"


def test_another_package_is_no_programme_pack(unit: Desk, upper: Desk, tmp_path: Path) -> None:
    vouch(unit, upper, tmp_path)
    given, _units, _changes = trust.export(upper, tmp_path)
    assert refusal(unit, given).code == "pack_not_in_package"
