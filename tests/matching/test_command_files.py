"""An output file is there whole or not at all, wherever it is asked to be."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from matching.shell.files import read_input, refuse_unwritable, write_output
from matching.text.decoding import BadInputError

PROJECT = Path(__file__).parents[2]


def test_a_new_file_has_the_rights_that_new_files_have(tmp_path):
    before = os.umask(0o027)
    try:
        write_output(str(tmp_path / "out.json"), "é\n")
    finally:
        os.umask(before)

    assert (tmp_path / "out.json").read_bytes() == "é\n".encode()
    assert stat.S_IMODE((tmp_path / "out.json").stat().st_mode) == 0o640
    assert [path.name for path in tmp_path.iterdir()] == ["out.json"]


def test_a_file_that_was_there_keeps_its_rights(tmp_path):
    out = tmp_path / "out.json"
    out.write_text("old")
    out.chmod(0o600)

    write_output(str(out), "new")

    assert (out.read_text(), stat.S_IMODE(out.stat().st_mode)) == ("new", 0o600)


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real.json").write_text("old")
    (tmp_path / "link.json").symlink_to("real.json")

    write_output(str(tmp_path / "link.json"), "new")

    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "real.json").read_text() == "new"


def test_a_device_is_written_to_and_stays_a_device():
    refuse_unwritable(os.devnull)

    write_output(os.devnull, "text")

    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


def test_a_folder_is_no_place_to_write_or_read(tmp_path):
    with pytest.raises(BadInputError) as unwritable:
        refuse_unwritable(str(tmp_path))
    with pytest.raises(BadInputError) as unreadable:
        read_input(str(tmp_path))

    assert unwritable.value.faults == (f"{tmp_path}: cannot be written",)
    assert unreadable.value.faults == (f"{tmp_path}: Is a directory",)


def test_a_disk_that_is_full_is_told_and_leaves_nothing(tmp_path):
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full on this system")

    with pytest.raises(BadInputError) as caught:
        write_output("/dev/full", "text")

    assert caught.value.faults == ("/dev/full: No space left on device",)


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path):
    generate = [sys.executable, "-m", "matching", "generate", "--students", "600", "--seed", "1", "--out", "-"]
    with subprocess.Popen(generate, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout
        assert running.stderr
        assert running.stdout.read(1) == "{"
        running.stdout.close()
        complaint = running.stderr.read()

    assert (running.returncode, complaint) == (0, "")
