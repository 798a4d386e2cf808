"""Signing a PDF with the unit's key or a token, and saying what the signatures of a PDF are worth."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db import journal, settings
from desktop import clock, messages
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_clerk
from desktop.operations import keys, trust
from desktop.operations.verification import Given, judged
from desktop.outside import files
from domain import text
from domain.errors import RuleError
from exports.package.registry import TrustRegistry
from exports.signed_pdf import sign as signing
from exports.signed_pdf.page import MAX_BYTES
from exports.signed_pdf.page import Spot as Spot
from exports.signed_pdf.read import MAX_VERIFIED_BYTES, read
from exports.signed_pdf.stamp import Said
from exports.signed_pdf.verdict import PdfSignature as PdfSignature
from exports.signed_pdf.verdict import PdfVerification as PdfVerification

Step = Callable[[int, int], None]
_BETTER = ("valid", "untrusted", "invalid", "unreadable")


@dataclass(frozen=True)
class Words:
    """What the signature says: who signs, and why. `page` counts from 1, 0 leaves the place to the paper."""

    name: str
    reason: str = ""
    page: int = 0


@dataclass(frozen=True)
class SignedPdf:
    """The signed copy: where its visible field stands (page from 1), and how many signatures it has now."""

    path: Path
    page: int
    caption: str
    signatures: int
    changes: Changes


def remembered(opened: Desk) -> Words:
    """The signer and the reason of the last time; first the officer's own name."""
    name = settings.get(opened.store, "pdf_signer", opened.user.name)
    return Words(name, settings.get(opened.store, "pdf_reason"))


def keep(opened: Desk, words: Words) -> None:
    """Keep what was typed for the next time."""
    demand_clerk(opened)
    with opened.store.atomic():
        _remember(opened, words.name, words.reason)


def _remember(opened: Desk, name: str, reason: str) -> None:
    settings.put(opened.store, "pdf_signer", name)
    settings.put(opened.store, "pdf_reason", reason)


def look(file: Path, words: Words) -> Spot:
    """The page the signature would stand on, drawn, and where on it; errors as `sign`. Needs no register."""
    return files.pdf_spot(file.name, read(file, MAX_BYTES), text.clean_line(words.name), _page(words))


def active(file: Path) -> str:
    """A sentence on what the file does or carries besides its pages, "" for nothing; errors as `look`."""
    found = [messages.sentence(f"pdf_has_{one}") for one in files.pdf_active(file.name, read(file, MAX_BYTES))]
    return messages.sentence("pdf_active", {"what": ", ".join(found)}) if found else ""


def sign(
    opened: Desk, source: Path, words: Words, *, target: Path | None = None, pin: str | None = None, step: Step
) -> SignedPdf:
    """Write a signed copy beside `source`, or to `target`; neither replaces a file that is there.

    `pin` opens the token, if the unit's key is on one. Errors as `exports.signed_pdf.sign.sign` and `keys.pdf_signer`;
    RuleError pdf_signer_missing.
    """
    demand_clerk(opened)
    said = Said(text.clean_line(words.name), opened.unit.name, text.clean_line(words.reason))
    if not said.name:
        raise RuleError("pdf_signer_missing", field="name")
    key = keys.pdf_signer(opened, pin)
    made = signing.sign(source, target or free_target(source), key, said, page=_page(words), reader=files,
                        now=clock.now(), step=step)  # fmt: skip
    with opened.store.atomic():
        _remember(opened, said.name, said.reason)
        journal.write(opened.store, opened.user.name, "pdf_signed", made.path.name, clock.stamp(), signer=said.name)
    return SignedPdf(made.path, made.place.page + 1, made.place.caption, made.signatures, of("settings"))


def free_target(source: Path) -> Path:
    """A name beside `source` that no file has: bien-ban-da-ky.pdf, then bien-ban-da-ky-2.pdf."""
    stem = source.stem.partition("-da-ky")[0]
    target, number = source.with_name(f"{stem}-da-ky.pdf"), 2
    while target.exists():
        target, number = source.with_name(f"{stem}-da-ky-{number}.pdf"), number + 1
    return target


def check(file: Path, **given: Any) -> PdfVerification:
    """What the signatures of a PDF are worth; without a register by a root or a trust package, or by nothing."""
    return judged(
        Given(**given),
        lambda root, known: _verdicts(file, root, [known] if known else [])[0],
        lambda opened: by_register(opened, file),
    )


def by_register(opened: Desk, file: Path) -> PdfVerification:
    """The verdict by what the register trusts: its own units, or its upper union and the units beside it."""
    known = [one for one in (trust.registry(opened), trust.upper_registry(opened)) if one is not None]
    seen = _verdicts(file, None, known[:1] + [one for one in known[1:] if one != known[0]])
    if broken := next((one for one in seen if one.verdict == "invalid"), None):
        return broken  # altered or withdrawn: who has not heard of it yet heals nothing
    return min(seen, key=lambda one: _BETTER.index(one.verdict))


def sentence(seen: PdfVerification | PdfSignature) -> str:
    """Why the verdict is what it is, and what to do."""
    return messages.sentence(seen.code or "pdf_good", seen.facts)


def since(one: PdfSignature) -> str:
    """What became of the file after this signature, where anything was said of it at all."""
    if not one.since and not (one.whole_file and one.intact):
        return ""
    return messages.sentence(f"pdf_since_{one.since or 'nothing'}")


def _verdicts(file: Path, root_pem: bytes | None, registries: Sequence[TrustRegistry]) -> list[PdfVerification]:
    content = read(file, MAX_VERIFIED_BYTES)
    return files.pdf_verdicts(file.name, content, root=root_pem, registries=registries, now=clock.now())


def _page(words: Words) -> int | None:
    return words.page - 1 if words.page else None
