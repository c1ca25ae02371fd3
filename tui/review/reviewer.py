"""The reviewer's name, with which verdicts are signed."""

import getpass
import os
import shutil
import subprocess


def reviewer_name(given: str | None) -> str:
    """The given name, else ``FACTCHECK_REVIEWER``, else git's ``user.name``, else the login name."""
    for name in (given, os.environ.get("FACTCHECK_REVIEWER"), _git_name()):
        if name and name.strip():
            return " ".join(name.split())
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def _git_name() -> str:
    git = shutil.which("git")
    if git is None:
        return ""
    try:
        done = subprocess.run([git, "config", "user.name"], capture_output=True, text=True, timeout=2, check=False)
    except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError):
        return ""
    return done.stdout.strip()
