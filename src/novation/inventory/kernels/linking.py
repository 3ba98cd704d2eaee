"""Compiles parts only as far as linking needs: the entry that they end up in is optimised once, as a whole.

Numba optimises and assembles every function by itself, together with all it calls; with a hundred small functions
that is most of the first use. A part is never called from Python, so its own machine code would be thrown away.
"""

from __future__ import annotations

import gc
from typing import Any

import llvmlite.binding as llvm
from numba import types
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import FunctionPass, PassManager, register_pass
from numba.core.errors import NumbaError
from numba.core.typed_passes import (
    NativeLowering,
    NoPythonBackend,
    NopythonTypeInference,
    PreLowerStripPhis,
)
from numba.core.untyped_passes import FixupArgs, IRProcessing, ReconstructSSA, TranslateByteCode

from novation.inventory.kernels.lowering import PlainLower, Remembering, variables_of_several_values


class _NoEnvironment:
    """The code generator as a part sees it: there is no address at which its environment could be set."""

    def __init__(self, codegen: Any) -> None:
        self._codegen = codegen

    def set_env(self, env_name: str, env: Any) -> None:
        """Nothing: parts raise no exceptions and make no Python objects."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._codegen, name)


class _Linked(JITCodeLibrary):
    """Intermediate code with that of its callees, as it was written."""

    def add_llvm_module(self, ll_module: Any) -> None:
        ll_module.data_layout = self._codegen._data_layout
        self._final_module.link_in(ll_module)

    def _link(self) -> None:
        self._raise_if_finalized()
        for library in dict.fromkeys(self._linking_libraries):
            self._reload_init.update(library._reload_init)
            self._final_module.link_in(library._get_module_for_linking(), preserve=True)


class _PartLibrary(_Linked):
    """Neither optimised nor assembled."""

    @property
    def codegen(self) -> Any:
        return _NoEnvironment(self._codegen)

    def finalize(self) -> None:
        self._link()
        self._finalized = True

    def get_pointer_to_function(self, name: str) -> int:
        self._ensure_finalized()
        return 0


class _EntryLibrary(_Linked):
    """The parts become private to the entry, so that what they don't use of their arguments and answers goes."""

    def finalize(self) -> None:
        own = {function.name for function in self._final_module.functions if not function.is_declaration}
        self._link()
        for function in self._final_module.functions:
            if not function.is_declaration and function.name not in own:
                function.linkage = llvm.Linkage.internal
        passes, builder = self._codegen._module_pass_manager(opt=2, loop_vectorize=False, slp_vectorize=False)
        passes.run(self._final_module, builder)
        self._final_module.verify()
        self._finalize_final_module()


def _library_pass(name: str, library: type[_Linked]) -> type[FunctionPass]:
    class Pass(FunctionPass):
        _name = name

        def __init__(self) -> None:
            FunctionPass.__init__(self)

        def run_pass(self, state: Any) -> bool:
            state.library = library(state.targetctx.codegen(), state.func_id.func_qualname)
            state.library.enable_object_caching()
            state.typingctx = Remembering(state.typingctx)
            return False

    made: type[FunctionPass] = register_pass(mutates_CFG=False, analysis_only=True)(Pass)
    return made


_ForLinking = _library_pass("novation_for_linking", _PartLibrary)
_ForEntering = _library_pass("novation_for_entering", _EntryLibrary)


@register_pass(mutates_CFG=True, analysis_only=False)
class _Typing(FunctionPass):
    """Types each variable as a whole; only where that ends in floating point is each value of one typed by itself.

    Numba always splits variables (static single assignment), which takes as long as typing them.
    """

    _name = "novation_typing"

    def __init__(self) -> None:
        FunctionPass.__init__(self)

    def run_pass(self, state: Any) -> bool:
        several = variables_of_several_values(state.func_ir)
        try:
            NopythonTypeInference().run_pass(state)
            mixed = any(isinstance(state.typemap[name], types.Float) for name in several)
        except NumbaError:
            mixed = True
        if mixed:
            ReconstructSSA().run_pass(state)
            NopythonTypeInference().run_pass(state)
            PreLowerStripPhis().run_pass(state)
        return True


@register_pass(mutates_CFG=True, analysis_only=False)
class _Lowering(NativeLowering):
    _name = "novation_lowering"

    @property
    def lowering_class(self) -> Any:
        return PlainLower


class PartCompiler(CompilerBase):
    """The passes that plain loops over numbers need, and a library that is for linking only."""

    def define_pipelines(self) -> list[Any]:
        passes = PassManager("part")
        for step in (
            TranslateByteCode,
            _ForLinking,
            FixupArgs,
            IRProcessing,
            _Typing,
            _Lowering,
            NoPythonBackend,
        ):
            passes.add_pass(step, step.__name__)
        passes.finalize()
        return [passes]


class EntryCompiler(CompilerBase):
    """The usual passes, and a library that optimises itself with its parts."""

    def _compile_core(self) -> Any:
        """Without the collector, which would walk over millions of small objects that are all in use."""
        collecting = gc.isenabled()
        gc.disable()
        try:
            return super()._compile_core()
        finally:
            if collecting:
                gc.enable()

    def define_pipelines(self) -> list[Any]:
        passes = DefaultPassBuilder.define_nopython_pipeline(self.state)
        passes.add_pass_after(_ForEntering, TranslateByteCode)
        passes.finalize()
        return [passes]
