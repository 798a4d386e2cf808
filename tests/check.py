"""Every check of the project in the order of their speed: style, types, floors, tests."""

from __future__ import annotations

import importlib.util
import subprocess
import sys

CHECKS = {
    "style": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "floors": ["importlinter.cli", "lint-imports"],
    "types": ["mypy"],
    "tests": ["pytest", "-q", "-n", "2"],
}

# Of other people's making, not among the locked wheels, and asked for by hand at a release: pip-audit wants its data.
AUDITS = {
    "bandit": ["bandit", "-q", "-c", "pyproject.toml", "-r", "desktop", "ui", "db", "exports", "domain", "resources"],
    "pip-audit": ["pip_audit", "-r", "requirements.lock", "--no-deps", "--disable-pip"],
}


def command(check: str) -> list[str]:
    module, *arguments = CHECKS[check]
    if check == "floors":
        # Its cache does not notice a module that has come since.
        run = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
        return [sys.executable, "-c", run]
    return [sys.executable, "-m", module, *arguments]


def audits() -> int:
    """Runs those that are installed and names the others; returns the first failing exit code."""
    failed = 0
    for name, (module, *arguments) in AUDITS.items():
        if importlib.util.find_spec(module) is None:
            print(f"== {name}: not installed here, so not run", flush=True)
            continue
        print(f"== {name}", flush=True)
        failed = failed or subprocess.call([sys.executable, "-m", module, *arguments])
    return failed


def main(arguments: list[str]) -> int:
    """Run all checks, or only pytest with the given arguments; returns the first failing exit code."""
    if arguments == ["audits"]:
        return audits()
    if arguments:
        return subprocess.call([sys.executable, "-m", "pytest", *arguments])
    for check in CHECKS:
        print(f"== {check}", flush=True)
        code = subprocess.call(command(check))
        if code:
            print(f"== {check} failed", flush=True)
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
