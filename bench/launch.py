"""Starts one command and prints what the kernel counted for it; small, for a peak begins with that of the parent."""

import json
import os
import subprocess
import sys
from threading import Timer
from time import perf_counter


def main(seconds: str, output: str, *command: str) -> None:
    """The command's own output goes to the file `output`; it is stopped after `seconds`."""
    with open(output, "wb") as told:
        start = perf_counter()
        process = subprocess.Popen(command, stdout=told, stderr=subprocess.DEVNULL)  # noqa: S603 - the words of ours
        net = Timer(float(seconds), process.kill)
        net.start()
        _, status, usage = os.wait4(process.pid, 0)
        net.cancel()
        wall = perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    cpu, peak_mb = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
    sys.stdout.write(json.dumps({"wall": wall, "cpu": cpu, "peak_mb": peak_mb, "code": process.returncode}))


if __name__ == "__main__":
    main(*sys.argv[1:])
