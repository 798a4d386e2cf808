"""The union of these tests, made once."""

from __future__ import annotations

from tests.exports.package.conftest import union as union
