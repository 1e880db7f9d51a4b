"""The web process stays small: only the worker loads the solver, which costs half a second and 90 MB."""

import os
import subprocess
import sys

from django.conf import settings

START_THE_WEB = """
import sys
import config.wsgi
from django.urls import get_resolver
assert get_resolver().url_patterns
print([name for name in sys.modules if name.partition(".")[0] == "ortools"])
"""


def test_the_web_process_does_not_load_the_solver():
    started = subprocess.run(
        [sys.executable, "-c", START_THE_WEB],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings_test"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (started.stdout.strip(), started.returncode) == ("[]", 0), started.stderr
