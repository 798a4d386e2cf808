"""An officer signs papers of the register, and hears what signatures are worth."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop import messages
from desktop.desk import Desk
from desktop.jobs import Cancelled
from desktop.operations import keys, reports, signatures, trust, users
from desktop.operations.signatures import Words
from desktop.outside import files
from domain.errors import RuleError, TroubleError
from tests.desktop.operations import unions
from tests.desktop.operations.unions import quiet

WORDS = Words(unions.OFFICER, "Phê duyệt")


@pytest.fixture
def letter(unit: Desk, upper: Desk, tmp_path: Path) -> Path:
    """The submission letter of a unit whose key the upper union vouches for."""
    unions.vouch(unit, upper, tmp_path)
    unions.recognised(unit, 2)
    words = reports.LetterWords("57", "20/11/2026", "Bình Tân", unions.OFFICER)
    return reports.write(unit, "submission_letter", tmp_path / "to-trinh.pdf", words, step=quiet).path


def test_signed_and_verified_on_both_sides(unit: Desk, upper: Desk, letter: Path) -> None:
    before = letter.read_bytes()
    done = signatures.sign(unit, letter, WORDS, step=quiet)
    assert done.path == letter.with_name("to-trinh-da-ky.pdf")
    assert (done.page, done.signatures) == (1, 1)
    assert unions.OFFICER in done.caption
    assert letter.read_bytes() == before
    for opened in (unit, upper):
        seen = signatures.by_register(opened, done.path)
        assert (seen.verdict, seen.signatures[0].unit_code) == ("valid", "27001")
    journal = unit.store.rows("SELECT * FROM journal WHERE operation = 'pdf_signed'")
    assert [row["subject"] for row in journal] == ["to-trinh-da-ky.pdf"]


def test_the_upper_union_signs_after_the_unit(unit: Desk, upper: Desk, letter: Path) -> None:
    first = signatures.sign(unit, letter, WORDS, step=quiet)
    second = signatures.sign(upper, first.path, Words("Lê Thị Thu", "Đồng ý"), step=quiet)
    assert second.path.name == "to-trinh-da-ky-2.pdf"
    for opened in (unit, upper):
        seen = signatures.by_register(opened, second.path)
        assert [(one.verdict, one.name) for one in seen.signatures] == [("valid", unions.OFFICER),
                                                                        ("valid", "Lê Thị Thu")]  # fmt: skip


def test_no_file_is_taken_to_pieces_where_the_key_is(unit: Desk, letter: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever reads PDFs is trapped in this process; in the others it works."""
    import pypdfium2
    from pyhanko.pdf_utils.reader import PdfFileReader

    def trap(*_given: object, **_named: object) -> None:
        pytest.fail("a PDF was opened beside the key")

    for reads in (PdfFileReader, pypdfium2.PdfDocument):
        monkeypatch.setattr(reads, "__init__", trap)
    done = signatures.sign(unit, letter, WORDS, step=quiet)
    assert signatures.by_register(unit, done.path).verdict == "valid"


def test_a_reader_that_dies_leaves_nothing_and_says_what_to_do(
    unit: Desk, letter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "SIGNING", "no such kind")
    with pytest.raises(TroubleError) as caught:
        signatures.sign(unit, letter, WORDS, step=quiet)
    assert caught.value.code == "outside_crashed"
    assert messages.of_error(caught.value).endswith("Hãy xin bản khác của tệp này.")
    assert [one.name for one in letter.parent.glob("*.pdf*")] == [letter.name]


def test_stopped_while_the_file_is_read_apart(unit: Desk, letter: Path) -> None:
    seen = list[int]()

    def step(done: int, _total: int) -> None:
        seen.append(done)
        if seen.count(1) > 1:  # the second time comes from whoever waits for the other process
            raise Cancelled

    with pytest.raises(Cancelled):
        signatures.sign(unit, letter, WORDS, step=step)
    assert seen == [0, 1, 1]
    assert [one.name for one in letter.parent.glob("*.pdf*")] == [letter.name]


def test_without_a_key_the_next_step_is_told(unit: Desk, tmp_path: Path) -> None:
    with pytest.raises(RuleError) as caught:
        signatures.sign(unit, tmp_path / "p.pdf", WORDS, step=quiet)
    assert caught.value.code == "key_missing"


def test_nobody_signs_without_a_name(unit: Desk, letter: Path) -> None:
    with pytest.raises(RuleError) as caught:
        signatures.sign(unit, letter, Words("  "), step=quiet)
    assert (caught.value.code, caught.value.field) == ("pdf_signer_missing", "name")


def test_an_appraiser_does_not_sign_for_the_unit(unit: Desk, letter: Path) -> None:
    users.add(unit, "Người chấm", ["appraiser"], None)
    marking = unions.as_user(unit, "Người chấm")
    with pytest.raises(RuleError) as caught:
        signatures.sign(marking, letter, WORDS, step=quiet)
    assert caught.value.code == "clerk_needed"


def test_the_name_and_the_reason_are_offered_again(unit: Desk, letter: Path) -> None:
    assert signatures.remembered(unit) == Words(unions.OFFICER, "")
    signatures.sign(unit, letter, Words("Trần Văn Đức", "Thay mặt"), step=quiet)
    assert signatures.remembered(unit) == Words("Trần Văn Đức", "Thay mặt")


def test_where_it_will_stand_is_shown_before(letter: Path) -> None:
    spot = signatures.look(letter, WORDS)
    assert (spot.page, spot.pages) == (1, 1)
    assert 0.4 < spot.left < spot.right < 1
    assert 0.5 < spot.top < spot.bottom < 1
    assert spot.picture is not None
    with pytest.raises(RuleError) as caught:
        signatures.look(letter, Words(unions.OFFICER, page=9))
    assert caught.value.code == "pdf_no_page"


def test_verified_without_a_register(unit: Desk, upper: Desk, letter: Path, tmp_path: Path) -> None:
    done = signatures.sign(unit, letter, WORDS, step=quiet)
    assert signatures.check(done.path).code == "pdf_no_trust"
    root = trust.write_root(upper, tmp_path / "root.pem")
    assert signatures.check(done.path, root=root).verdict == "valid"
    given, _units, _changes = trust.export(upper, tmp_path)
    assert signatures.check(done.path, trust_package=given).verdict == "valid"


def test_a_key_not_vouched_for_is_said_so(upper: Desk, tmp_path: Path) -> None:
    alone = unions.new(tmp_path / "alone", unions.SIBLING)
    try:
        keys.new(alone)
        unions.recognised(alone)
        paper = reports.write(alone, "submission_letter", tmp_path / "p.pdf", step=quiet).path
        done = signatures.sign(alone, paper, WORDS, step=quiet)
        assert signatures.by_register(alone, done.path).code == "pdf_no_trust"
    finally:
        alone.close()
    trust.init(upper)
    assert signatures.by_register(upper, done.path).code == "pdf_not_enrolled"
    assert signatures.sentence(signatures.by_register(upper, done.path)).endswith(".")


def test_revoked_keys_no_longer_count(unit: Desk, upper: Desk, letter: Path) -> None:
    done = signatures.sign(unit, letter, WORDS, step=quiet)
    trust.revoke(upper, "27001")
    assert signatures.by_register(upper, done.path).code == "pdf_revoked"


def test_revoked_by_one_union_is_not_healed_by_what_another_says(
    unit: Desk, upper: Desk, letter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever is a union above and has one above itself: the other may not have heard yet."""
    done = signatures.sign(unit, letter, WORDS, step=quiet)
    stale = trust.registry(upper)
    trust.revoke(upper, "27001")
    monkeypatch.setattr(trust, "upper_registry", lambda _opened: stale)
    assert signatures.by_register(upper, done.path).code == "pdf_revoked"
