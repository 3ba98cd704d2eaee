"""How the kernels are compiled: one decorator, and a cache that an edit of any kernel file makes stale."""

from __future__ import annotations

import hashlib
import importlib
import os
import re
import sys
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

import numba
from numba import types

from novation.inventory.kernels.linking import EntryCompiler, PartCompiler

_HERE = Path(__file__).resolve().parent
_njit: Any = numba.njit  # its type knows neither all options nor that options may come alone
_config: Any = numba.config
_Function = TypeVar("_Function", bound=Callable[..., Any])

BOUNDSCHECK = os.environ.get("NOVATION_BOUNDSCHECK") == "1"
"""Whether reads outside an array raise IndexError instead of reading on; the tests run so."""


def _without_matrices() -> None:
    """Loads Numba's arrays without SciPy, which Numba imports only to learn whether it could multiply matrices.

    That import is a third of the time in which the first kernel is loaded, and our kernels multiply none. Code of others
    that does is not hindered: Numba imports SciPy anew where a product is compiled.
    """
    asked = "scipy.linalg.cython_blas"
    if asked in sys.modules:
        return
    sys.modules[asked] = None  # type: ignore[assignment]
    try:
        arrays: Any = importlib.import_module("numba.np.arraymath")
    finally:
        del sys.modules[asked]
    arrays._HAVE_BLAS = find_spec("scipy") is not None


_without_matrices()
_IMPORT = re.compile(r"^from novation\.inventory\.kernels\.(\w+) import", re.MULTILINE)


def _sources(module: str, seen: dict[str, bytes]) -> dict[str, bytes]:
    """The file of a kernel module and of all kernel modules it imports, by name."""
    if module not in seen:
        seen[module] = (_HERE / f"{module}.py").read_bytes()
        for further in _IMPORT.findall(seen[module].decode()):
            _sources(further, seen)
    return seen


@cache
def cache_folder(module: str) -> Path | None:
    """Where compiled code of a kernel module is kept; None where nothing can be written (compiled every time).

    NUMBA_CACHE_DIR, else beside the package, else the user's cache folder; never a folder that others write to.
    Numba notices a change of the file a function stands in, not of the files it calls; so the folder carries a
    digest of all of them, of the tables they are built from, of Numba's version and of the mode.
    """
    digest = hashlib.sha256(f"{numba.__version__} {BOUNDSCHECK}".encode())
    for name, content in sorted(_sources(module, {}).items()):
        digest.update(name.encode() + content)
    for name in ("types.yaml", "kernels/cues.yaml"):
        digest.update((_HERE.parent / name).read_bytes())
    name = f"{module}-{digest.hexdigest()[:16]}"
    base = cache_base()
    return None if base is None else base / name


@cache
def cache_base() -> Path | None:
    """The folder that the folders of `cache_folder` lie in."""
    given = os.environ.get("NUMBA_CACHE_DIR")
    if given:
        return Path(given)
    user = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "novation"
    return next((base for base in (_HERE / "__pycache__", user) if _writable(base)), None)


def _writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)


def part(function: _Function) -> _Function:
    """A function that only kernels call: linked into them, so it needs no cache and no entry from Python.

    Without those, without reference counts (parts make no arrays) and without machine code of its own, compiling
    takes a fraction of the time.
    """
    return _part(function, inline=False)


def whole_part(function: _Function) -> _Function:
    """A part that is written into where it is called: for long ones with many arrays that stand in one place."""
    return _part(function, inline=True)


def _part(function: _Function, inline: bool) -> _Function:
    compiled = _njit(
        forceinline=inline,
        nogil=True,
        boundscheck=BOUNDSCHECK,
        error_model="numpy",
        no_cpython_wrapper=True,
        no_cfunc_wrapper=True,
        no_rewrites=True,
        _nrt=False,
        pipeline_class=PartCompiler,
    )(function)
    general: _Function = _once_for_all_literals(compiled)
    return general


def _once_for_all_literals(compiled: Any) -> Any:
    """Numba would compile a function anew for every constant it is called with; here constants are numbers."""
    template = compiled.get_call_template

    def general(args: Any, kws: Any) -> Any:
        return template(tuple(types.unliteral(arg) for arg in args), kws)

    compiled.get_call_template = general
    return compiled


def kernel(function: _Function) -> _Function:
    """An entry: compiled at first use, runs without the GIL, kept in its `cache_folder`."""
    before = _config.CACHE_DIR
    folder = cache_folder(function.__module__.rpartition(".")[2])
    _config.CACHE_DIR = str(folder or "")
    try:
        compiled: _Function = _njit(
            cache=folder is not None,
            nogil=True,
            boundscheck=BOUNDSCHECK,
            error_model="numpy",
            no_cfunc_wrapper=True,
            pipeline_class=EntryCompiler,
        )(function)
    finally:
        _config.CACHE_DIR = before
    return compiled
