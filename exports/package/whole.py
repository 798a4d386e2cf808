"""What is read of a file of strangers at the gate: everything that may be read of it afterwards, by the same code.

What only some kinds need is imported where it is needed: the process at the gate shall be there soon.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from cryptography import x509

from domain.evidence import told_by_head
from exports.package import chain, contents
from exports.package import signing_certificate as known
from exports.package.age_reader import AgeReader
from exports.package.contents import Contents
from exports.package.layout import MANIFEST, RefusedError
from exports.package.read import Container
from exports.package.registry import TrustRegistry, registry_of


def package(file: BinaryIO, facts: dict[str, Any]) -> None:
    """The container, every entry, every record, the signature by the root, and what its kind is read for."""
    container = _container(file, facts)
    try:
        found = contents.check(container)
    except RefusedError:
        contents.claims(container)
        return
    with _whatever():
        for _record in contents.records(container, found):
            pass
    with _whatever():
        _signature(found, facts["root"].encode("latin-1"))
    _evidence_in(container, found)
    with _whatever():
        _KINDS.get(found.header["kind"], _nothing)(container, found)


def head(file: BinaryIO, facts: dict[str, Any]) -> None:
    """What a package claims to be, and its manifest."""
    container = _container(file, facts)
    contents.claims(container)
    if MANIFEST in container.entries:
        container.read(MANIFEST)


def age(file: BinaryIO, _facts: dict[str, Any]) -> None:
    """The head of an encrypted file, as far as it can be read without a key."""
    AgeReader(file, ())


def mail(file: BinaryIO, _facts: dict[str, Any]) -> None:
    """The parts of a saved mail, unpacked."""
    import email
    import email.policy

    for part in email.message_from_bytes(file.read(), policy=email.policy.default).walk():
        part.get_filename()
        part.get_payload(decode=True)


def certificates(file: BinaryIO, _facts: dict[str, Any]) -> None:
    """Certificates somebody wants believed: of unions, of timestamp authorities, of servers."""
    import ssl

    from exports.package import timestamps

    content = file.read()
    with _whatever():
        timestamps.names_of(content)
    with _whatever():
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cadata=content.decode("ascii"))
    known.read(content)


def stamp(file: BinaryIO, facts: dict[str, Any]) -> None:
    """The answer of a timestamp authority."""
    from exports.package import timestamps

    timestamps.judged(file.read(), bytes.fromhex(facts["signature"]), facts["roots"].encode("latin-1"))


def evidence(file: BinaryIO, facts: dict[str, Any]) -> None:
    """A file somebody wants to keep as evidence."""
    from exports.package import evidence as files

    files.kind(file, facts["called"])


def _container(file: BinaryIO, facts: dict[str, Any]) -> Container:
    plain: Any = AgeReader(file, (), bytes.fromhex(facts["file_key"])) if "file_key" in facts else file
    return Container(plain)


def _signature(found: Contents, root: bytes) -> None:
    from exports.package import cms

    signature = cms.take_apart(found.signature)
    chain.judge(found.manifest, signature, found.header, root or None, None, signature.signed_at)


def _evidence_in(container: Container, found: Contents) -> None:
    """Whichever kind of package brings it. What it is may be told by its first bytes: then it is not unpacked again."""
    for entry, told in found.header["files"].items():
        with _whatever():
            if "record" in told and not told_by_head(next(container.content(entry), b"")):
                evidence(io.BytesIO(contents.entry_bytes(container, found, entry)), {"called": told["name"]})


def _trust(_container: Container, found: Contents) -> None:
    _registry(registry_of(found.header))


def _carrier(_container: Container, found: Contents) -> None:
    _registry(TrustRegistry.from_dict(found.header["carrier"]["trust"]))


def _enrolment(_container: Container, found: Contents) -> None:
    from exports.package import enrolment

    enrolment.asked_in(found.header)


def _programme(container: Container, found: Contents) -> None:
    from domain.pack import check

    pack = contents.entry_bytes(container, found, found.header["programme_pack"]["file"])
    check.read(pack.decode("utf-8-sig"))


def _nothing(_container: Container, _found: Contents) -> None:
    """Of the other kinds, records and files are all there is."""


def _registry(registry: TrustRegistry) -> None:
    from exports.package import authority

    with _whatever():
        x509.load_der_x509_crl(registry.crl_der)
        authority.list_number(registry.crl_der)
    for pem in (registry.root_pem, *(unit.certificate_pem for unit in registry.units.values())):
        with _whatever():
            known.unit_code_of(known.read(pem))


@contextlib.contextmanager
def _whatever() -> Iterator[None]:
    """What is wrong with one thing keeps nobody from reading the next; out of memory there is no next."""
    try:
        yield
    except Exception as error:
        if isinstance(error, MemoryError):
            raise


_KINDS = {"trust": _trust, "carrier": _carrier, "enrolment": _enrolment, "programme": _programme}
