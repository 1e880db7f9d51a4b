"""What the numbers were measured on; nothing that names the machine or where things stand on it."""

from __future__ import annotations

import os
import platform
from datetime import datetime
from importlib.metadata import version
from pathlib import Path


def machine(*, at: datetime, seed: int, threads: int) -> dict[str, str]:
    """Words for the page, by heading."""
    return {
        "date": at.strftime("%d %B %Y"),
        "processor": f"{_processor()}, {os.cpu_count()} cores",
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB",
        "system": f"{platform.system()}, Python {platform.python_version()}",
        "libraries": ", ".join(f"{name} {version(name)}" for name in ("ortools", "numpy", "scipy", "pulp")),
        "threads": str(threads),
        "other work at the start": f"load {os.getloadavg()[0]:.1f}",
        "seed": str(seed),
    }


def _processor() -> str:
    """Linux tells it in a file; elsewhere the kind of machine has to do."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text().splitlines() if told.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
