"""The tools' own environment: made on request from pinned, hashed requirements; and the machine the figures are from."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.measuring import ROOT

HERE = Path(__file__).resolve().parent
FOLDER = ROOT / "build" / "discovery"
VENV = FOLDER / "venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = HERE / "requirements.txt"


def set_up() -> None:
    """Makes the environment or brings it up to date; CalledProcessError where a package can't be had."""
    uv = Path(sys.executable).with_name("uv")
    if not PYTHON.exists():
        subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, VENV], check=True)
    subprocess.run(
        [uv, "pip", "sync", "--quiet", "--python", PYTHON, "--require-hashes", REQUIREMENTS], check=True
    )


def machine() -> dict[str, Any]:
    """What it is, and how busy."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "memory_gib": memory >> 30,
        "python": platform.python_version(),
        "load_1_5_15": [round(n, 1) for n in os.getloadavg()],
    }


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    names = (line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor())
