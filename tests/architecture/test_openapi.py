"""docs/openapi.yaml is what the API is: its diff is what clients will notice."""

from django.conf import settings
from django.core.management import call_command


def test_the_file_is_what_make_openapi_would_write(tmp_path):
    written = tmp_path / "openapi.yaml"
    call_command("spectacular", "--lang", "en", "--validate", "--fail-on-warn", "--file", str(written))

    assert (settings.BASE_DIR / "docs" / "openapi.yaml").read_text() == written.read_text(), "run make openapi"
