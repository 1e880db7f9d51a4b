"""Settings of the test suite: quick passwords, mail in memory, a folder and a database of its own."""

import os
import tempfile
from pathlib import Path

if "KANSMATCH_TEST_FOLDER" not in os.environ:
    os.environ["KANSMATCH_TEST_FOLDER"] = tempfile.mkdtemp(prefix="kansmatch-test-")
FOLDER = Path(os.environ["KANSMATCH_TEST_FOLDER"], os.environ.get("PYTEST_XDIST_WORKER", "main"))
SQLITE_URL = f"sqlite:///{FOLDER / 'db.sqlite3'}"

os.environ["KANSMATCH_VAR"] = str(FOLDER)
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL", SQLITE_URL)
os.environ["SECRET_KEY"] = "only for tests"
os.environ.pop("REDIS_URL", None)

from config.settings import *  # noqa: E402, F403 - after the environment is set
from config.settings import DATABASES  # noqa: E402

DEBUG = False
DATABASES["default"]["CONN_MAX_AGE"] = 0
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(FOLDER / "test.sqlite3")}  # a file, so that a worker can share it
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SECURE_SSL_REDIRECT = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
HEARTBEAT_SECONDS = 0.2
