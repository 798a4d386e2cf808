"""A trust package is believed by the code in the letter, and afterwards by the root and office already known."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from domain.errors import RuleError
from exports.package import keys, trust
from exports.package.registry import TrustRegistry
from exports.package.trust import read_trust, trust_package
from tests.exports.package import union as unions
from tests.exports.package.union import DAY, NOW, OFFICE, A, B, Union


def made(union: Union, path: Path, signer: str = OFFICE, **changes: Any) -> Path:
    return trust_package(path, replace(union.registry, **changes), union.signers[signer], now=NOW).path


def refused(path: Path, **how: Any) -> str:
    with pytest.raises(RuleError) as caught:
        read_trust(path, now=how.pop("now", NOW), **how)
    return caught.value.code


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "t.asice"


def test_the_first_by_the_letter_the_next_by_the_first(union: Union, path: Path) -> None:
    first = read_trust(made(union, path), root_code_heard=union.registry.root_code, now=NOW)
    assert first == union.registry
    assert read_trust(made(union, path, version=4), known=first, now=NOW).version == 4
    assert read_trust(path, known=first, root_code_heard=union.registry.root_code, now=NOW).version == 4


def test_as_json_and_back(union: Union) -> None:
    told = json.loads(json.dumps(union.registry.to_dict()))
    assert TrustRegistry.from_dict(told) == union.registry


@pytest.mark.parametrize(
    "changes",
    [
        {"version": 0},
        {"version": True},
        {"crl_der": "no base64!"},
        {"units": []},
        {"units": {"27009": {"unit_code": "27001"}}},
        {"root_pem": None},
        {"extra": 1},
    ],
)
def test_other_shapes(changes: dict[str, Any], union: Union) -> None:
    with pytest.raises(ValueError, match="trust registry"):
        TrustRegistry.from_dict(union.registry.to_dict() | changes)
    unit = union.registry.to_dict()["units"][A]
    for wrong in ({"state": "asleep"}, {"unit_code": B}, {"certificate_pem": None}):
        with pytest.raises(ValueError, match="trust registry"):
            TrustRegistry.from_dict(union.registry.to_dict() | {"units": {A: unit | wrong}})


def test_codes(union: Union, path: Path) -> None:
    made(union, path)
    assert refused(path) == "trust_code_needed"
    assert refused(path, root_code_heard="0" * 30) == "trust_code_wrong"
    assert refused(path, root_code_heard="12") == "key_code_malformed"
    assert refused(path, known=replace(union.registry, version=1), root_code_heard="0" * 30) == "trust_code_wrong"


def test_versions_only_rise(union: Union, path: Path) -> None:
    made(union, path)
    assert refused(path, known=union.registry) == "trust_rollback"
    assert refused(path, known=replace(union.registry, version=9)) == "trust_rollback"


def test_a_withdrawn_office_cannot_bring_back_an_older_list(union: Union, path: Path) -> None:
    known = union.with_crl(union.signers[OFFICE].certificate_pem)
    made(union, path, version=9)
    assert refused(path, known=known) == "trust_list_older"
    made(union, path, version=9, crl_der=known.crl_der)
    assert refused(path, known=known) == "certificate_revoked"


def test_a_rogue_authority_with_the_same_names(union: Union, path: Path, tmp_path: Path) -> None:
    rogue = unions.found(tmp_path)
    made(rogue, path, version=9)
    assert refused(path, known=union.registry) == "trust_other_root"
    assert refused(path, root_code_heard=union.registry.root_code) == "trust_code_wrong"
    # It shows our root and our office, but signs with its own.
    shown = {
        "root_pem": union.root_pem,
        "root_code": union.registry.root_code,
        "office_spki": union.registry.office_spki,
    }
    made(rogue, path, **shown, crl_der=union.registry.crl_der)
    assert refused(path, root_code_heard=union.registry.root_code) == "certificate_forged"


def test_a_unit_that_plays_the_office(union: Union, path: Path) -> None:
    own = keys.spki_sha256(union.signers[A].certificate_pem)
    heard = {"root_code_heard": union.registry.root_code}
    assert refused(made(union, path, A, issuer_code=A, office_spki=own), **heard) == "trust_not_from_office"
    assert refused(made(union, path, A, office_spki=own), **heard) == "key_not_of_unit"
    assert refused(made(union, path, A), **heard) == "key_not_of_unit"


def test_a_code_that_does_not_fit_its_root(union: Union, path: Path) -> None:
    assert refused(made(union, path, root_code="1" * 30), root_code_heard="1" * 30) == "trust_malformed"
    assert refused(made(union, path, root_pem="x"), root_code_heard="1" * 30) == "trust_malformed"


def test_a_list_of_withdrawn_keys_by_somebody_else(union: Union, path: Path, tmp_path: Path) -> None:
    rogue = unions.found(tmp_path)
    heard = {"root_code_heard": union.registry.root_code}
    for crl in (rogue.registry.crl_der, b"x"):
        assert refused(made(union, path, crl_der=crl), **heard) == "trust_malformed"
    assert refused(made(union, path, version=4, crl_der=b"x"), known=union.registry) == "trust_malformed"


def test_an_office_that_was_withdrawn(union: Union, path: Path) -> None:
    crl = union.with_crl(union.signers[OFFICE].certificate_pem).crl_der
    assert refused(made(union, path, crl_der=crl), root_code_heard=union.registry.root_code) == "certificate_revoked"


def test_out_of_date(union: Union, path: Path) -> None:
    made(union, path)
    heard = {"root_code_heard": union.registry.root_code}
    assert refused(path, **heard, now=NOW + 500 * DAY) == "trust_stale"
    assert refused(path, **heard, now=NOW + 4 * 365 * DAY) == "certificate_expired"


def test_other_kinds(sealed: Path, union: Union) -> None:
    assert refused(sealed, root_code_heard=union.registry.root_code) == "trust_wrong_kind"


def test_the_drawer_offers_what_the_union_needs() -> None:
    assert set(trust.__all__) >= {
        "TrustRegistry",
        "TrustedUnit",
        "issue",
        "new_root",
        "office_certificate",
        "revocation_list",
    }
