"""A watcher learns whether the site can do its work."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

ASK = """
import django
django.setup()
from django.test import Client
answer = Client().get("/healthz")
print(answer.status_code, answer.content.decode())
"""


@pytest.mark.django_db
def test_a_healthy_site_says_ok(client):
    answer = client.get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"ok")


def test_a_site_without_its_database_says_so(tmp_path):
    nowhere = {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "KANSMATCH_VAR": str(tmp_path),
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing",
    }
    answer = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=settings.BASE_DIR,
        env=os.environ | nowhere,
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.stdout.strip() == "503 the database does not answer", answer.stderr
