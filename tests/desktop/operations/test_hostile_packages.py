"""A register is offered every attack there is on a package: each is refused by its own code, and nothing is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from desktop import clock, desk, messages
from desktop.desk import Desk
from desktop.operations import backups, keys, trust
from exports.package.keys import Signer
from exports.package.verify import verify
from tests.desktop.operations import unions
from tests.exports.package.attacks import ATTACKS, Victim
from tests.exports.package.union import record


@dataclass
class Attacked:
    """The register of the upper union, and what the attacker has in hands."""

    upper: Desk
    victim: Victim
    written: dict[str, list[dict[str, Any]]]
    files: list[Path]

    def offer(self, raw: bytes) -> tuple[str, str, str]:
        path = self.victim.folder / "offered.asice"
        path.write_bytes(raw)
        found = unions.take(self.upper, path, receipts_to=self.victim.folder)[0]
        assert found.message not in ("", found.code)
        assert (found.taken, found.receipt) == (False, None)
        return found.verdict, found.code, found.message

    def untouched(self) -> bool:
        """Nothing was written but that a package was refused."""
        return unions.everything_written(self.upper) == self.written and _files(self.upper) == self.files


def _files(opened: Desk) -> list[Path]:
    return sorted(path for path in opened.home.rglob("*") if not path.name.endswith(("-wal", "-shm")))


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    folder = tmp_path_factory.mktemp("attacked")
    upper = unions.new(folder / "upper", unions.UPPER)
    signers = []
    for unit in (unions.UNIT, unions.SIBLING):
        below = unions.new(folder / unit.code, unit)
        unions.vouch(below, upper, folder)
        key, certificate = keys.load(below, keys.UNIT)
        signers.append(Signer(key, certificate, (trust.root_pem(upper),)))
        below.close()
    upper.close()
    upper = desk.open_desk(upper.home, None)
    hands = folder / "hands"
    hands.mkdir()
    root_key, root_pem = keys.load(upper, keys.ROOT)
    victim = Victim(*signers, root_key, root_pem, clock.now(), hands)
    backups.make(upper, backups.RECEIVE, step=unions.quiet)  # packages that come within minutes share this one
    yield Attacked(upper, victim, unions.everything_written(upper), _files(upper))
    upper.close()


@pytest.mark.parametrize("name", ATTACKS)
def test_refused_by_its_own_code_and_nothing_is_written(name: str, attacked: Attacked) -> None:
    code, attack = ATTACKS[name]
    verdict, found, _message = attacked.offer(attack(attacked.victim))
    assert found == code
    assert verdict in ("invalid", "unreadable")
    assert attacked.untouched()


def test_there_are_enough_of_them() -> None:
    assert len(ATTACKS) >= 130
    assert len({code for code, _attack in ATTACKS.values()}) >= 60


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"recipient": "27009"}, "package_other_recipient"),
        ({"recipient": ""}, "package_other_recipient"),
        ({"kind": "enrolment"}, "package_kind_not_received"),
        ({"kind": "programme"}, "not_from_office"),
        ({"kind": "trust"}, "not_from_office"),
        ({"kind": "receipt"}, "not_from_office"),
        ({"told": [record(1, unit_code="27002")]}, "package_record_foreign"),
        ({"told": [record(1, unit_code="27001", colour="red")]}, "record_malformed"),
    ],
)
def test_well_signed_by_a_unit_that_is_trusted(changes: dict[str, Any], code: str, attacked: Attacked) -> None:
    assert attacked.offer(attacked.victim.honest(**changes).read_bytes())[1] == code
    assert attacked.untouched()


def test_every_refusal_is_a_sentence_in_both_languages() -> None:
    for code, _attack in ATTACKS.values():
        assert messages.sentence(code) != code


def test_the_honest_package_of_these_attacks_is_valid(attacked: Attacked) -> None:
    """Else a refusal above would prove nothing."""
    seen = verify(attacked.victim.honest(), registry=trust.registry(attacked.upper), now=attacked.victim.now)
    assert (seen.verdict, seen.code) == ("valid", "")
