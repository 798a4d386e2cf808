"""A unit whose key is on a token: chosen, confirmed, sealing packages and signing papers; the PIN is kept nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.desk import Desk
from desktop.operations import keys, packages, signatures, tokens, trust, verification
from desktop.operations.signatures import Words
from domain.errors import RuleError
from tests.desktop.operations import unions
from tests.desktop.operations.unions import quiet
from tests.exports.package import soft_token, union
from tests.exports.package.soft_token import LABEL, PIN, SoftToken
from tests.exports.signed_pdf.pdfs import chairman, paper


@pytest.fixture(scope="module")
def token(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SoftToken]:
    """Its certificates are of an authority that nobody here knows, as on a token that was bought."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SOFTHSM2_CONF", "")
        place = soft_token.initialised(tmp_path_factory.mktemp("hsm"))
        seller = union.found(tmp_path_factory.mktemp("seller"), union.datetime.now(union.UTC).replace(microsecond=0))
        yield soft_token.with_keys(place, seller)


def code(token: SoftToken, label: str) -> str:
    found = tokens.find(token.module)[0].certificates
    return next(one.code for one in found if one.label == label)


def use(unit: Desk, token: SoftToken, label: str = "ec", pin: str = PIN) -> None:
    tokens.use(unit, token.module, LABEL, code(token, label), pin)


def vouch(unit: Desk, upper: Desk, folder: Path) -> None:
    root_code = trust.standing(upper).root_code or trust.init(upper)[0]
    request = keys.request(unit, folder / "request.asice", PIN)
    trust.issue(upper, request, keys.state(unit).code)
    given, _units, _changes = trust.export(upper, folder)
    assert trust.install(unit, given, root_code).certified


@pytest.mark.parametrize("label", ["ec", "rsa"])
def test_from_the_token_to_a_package_that_is_taken_in(
    label: str, unit: Desk, upper: Desk, usb: Path, token: SoftToken
) -> None:
    use(unit, token, label)
    held = keys.state(unit)
    assert (held.token, held.code, held.issued) == (LABEL, code(token, label), False)
    vouch(unit, upper, usb)
    assert keys.state(unit).issued
    unions.recognised(unit, 2)
    packed = packages.pack(unit, packages.plan(unit), usb, step=quiet, pin=PIN)
    assert verification.by_register(upper, packed.path).verdict == "valid"
    taken = unions.take(upper, packed.path)[0]
    assert (taken.verdict, taken.counts) == ("valid", {"new": 2})


def test_without_the_pin_nothing_is_sealed(unit: Desk, upper: Desk, usb: Path, token: SoftToken) -> None:
    use(unit, token)
    unions.recognised(unit)
    before = unions.everything_written(unit)
    for pin, told in ((None, ("token_pin_needed",)), ("999999", ("token_pin_wrong", "token_pin_few"))):
        with pytest.raises(RuleError) as caught:
            packages.pack(unit, packages.plan(unit), usb, step=quiet, pin=pin)
        assert caught.value.code in told
    assert unions.everything_written(unit) == before
    assert list(usb.iterdir()) == []


def test_the_pin_is_nowhere_in_the_register(unit: Desk, token: SoftToken, tmp_path: Path) -> None:
    use(unit, token)
    file = paper(tmp_path / "p.pdf", chairman())
    signatures.sign(unit, file, Words(unions.OFFICER), pin=PIN, step=quiet)
    assert PIN not in repr(unions.everything_written(unit))


def test_papers_are_signed_under_the_certificate_of_the_token(
    unit: Desk, upper: Desk, usb: Path, token: SoftToken, tmp_path: Path
) -> None:
    use(unit, token)
    vouch(unit, upper, usb)
    file = paper(tmp_path / "p.pdf", chairman())
    done = signatures.sign(unit, file, Words(unions.OFFICER), pin=PIN, step=quiet)
    seen = signatures.by_register(upper, done.path)
    assert (seen.verdict, seen.signatures[0].issuer_name) == ("valid", "CA 27000")
    trust.revoke(upper, "27001")
    assert signatures.by_register(upper, done.path).code == "pdf_revoked"


def test_a_wrong_pin_chooses_nothing(unit: Desk, token: SoftToken) -> None:
    with pytest.raises(RuleError) as caught:
        use(unit, token, pin="000000")
    assert caught.value.code in ("token_pin_wrong", "token_pin_few")
    assert tokens.held(unit) is None
    assert not keys.has_key(unit)


def test_the_key_of_the_register_is_kept_aside(unit: Desk, token: SoftToken) -> None:
    software = keys.new(unit)[0].code
    use(unit, token)
    assert keys.state(unit).code != software
    with pytest.raises(RuleError) as caught:
        keys.load(unit, keys.UNIT)
    assert caught.value.code == "key_on_token"
    tokens.back_to_software(unit)
    assert (keys.state(unit).code, keys.state(unit).token) == (software, "")
    assert keys.load(unit, keys.UNIT)
    with pytest.raises(RuleError) as caught:
        tokens.back_to_software(unit)
    assert caught.value.code == "key_not_on_token"


def test_there_may_be_no_key_to_go_back_to(unit: Desk, token: SoftToken) -> None:
    use(unit, token)
    with pytest.raises(RuleError) as caught:
        tokens.back_to_software(unit)
    assert caught.value.code == "key_software_missing"


def test_the_module_is_remembered_on_this_pc(token: SoftToken) -> None:
    tokens.find(token.module)
    assert tokens.module() == token.module
    with pytest.raises(RuleError) as caught:
        tokens.find("")
    assert caught.value.code == "token_module_missing"
