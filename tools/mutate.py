"""How good are the tests of the law? Change one thing in its code, run the tests, see whether one of them notices.

    python tools/mutate.py [--sample 200 | --all] [--seed 2021] [--least 85] [module …]

A mutant is one small change inside a function of `wegwijs.law`: a boundary moved (`<` to `<=`), a condition turned, a
sum made a difference, a figure off by one, an answer replaced. Each runs in a fork of this process: the code of the
function is replaced in place, so nothing is imported again. Exit 1 when fewer than `--least` percent are noticed.
Survivors are listed; some change nothing that can be seen (a mutant that is equivalent), which a reader judges.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib
import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
LAW = ROOT / "src" / "wegwijs" / "law"
# Quick ones first: a mutant is left alone as soon as one test has noticed it.
TESTS = (
    "hold_the_case_files", "see_what_is_owed", "know_when_the_plan_is_due", "know_the_term", "weigh_a_fine",
    "change_course", "find_the_regime", "know_what_one_may_count_on", "know_what_duo_accepts", "tell_the_reasons",
    "keep_the_figures", "keep_the_legal_calendar", "assess_a_file", "read_the_record", "hold_what_must_always_hold",
)  # fmt: skip
TOO_LONG = 120  # seconds; a change that never ends has been noticed

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
}  # fmt: skip


class Mutant(NamedTuple):
    """One change: where, what it was and became, and the function with its new code."""

    module: str
    line: int
    what: str
    function: str
    code: CodeType


def main() -> int:
    """Make mutants, run the tests on each, tell how many were noticed."""
    chosen = _arguments()
    os.chdir(ROOT)
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    names = chosen.modules or sorted(path.stem for path in LAW.glob("*.py") if path.stem != "__init__")
    mutants = [mutant for name in names for mutant in _mutants(name)]
    total = len(mutants)
    if not chosen.all and total > chosen.sample:
        mutants = random.Random(chosen.seed).sample(mutants, chosen.sample)
    tests = _load()
    started, survivors = time.monotonic(), []
    if _noticed(None, tests):
        print("the tests fail without any change")
        return 2
    for number, mutant in enumerate(mutants, start=1):
        if number % 50 == 0:
            print(f"  {number} of {len(mutants)}", file=sys.stderr, flush=True)
        if not _noticed(mutant, tests):
            survivors.append(mutant)
            print(f"  survived  law/{mutant.module}.py:{mutant.line} {mutant.function}: {mutant.what}", flush=True)
    percent = 100 * (len(mutants) - len(survivors)) / max(1, len(mutants))
    spent = time.monotonic() - started
    print(f"{len(mutants)} of {total} mutants, {len(survivors)} survived: {percent:.1f}% noticed, {spent:.0f} s")
    return 0 if percent >= chosen.least else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="*", help="names of modules of the law (default: all)")
    parser.add_argument("--sample", type=int, default=200)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--seed", type=int, default=2021)
    parser.add_argument("--least", type=float, default=85)
    return parser.parse_args()


def _load() -> list[str]:
    """Import the tests once; every fork finds them loaded."""
    found = [name for name in TESTS if (ROOT / "tests" / "law" / f"test_{name}.py").exists()]
    for name in found:
        importlib.import_module(f"tests.law.test_{name}")
    return [f"tests/law/test_{name}.py" for name in found]


def _mutants(name: str) -> Iterator[Mutant]:
    tree = ast.parse((LAW / f"{name}.py").read_text(encoding="utf-8"))
    for place, node in enumerate(_inside_functions(tree)):
        fresh = copy.deepcopy(tree)
        what = _apply(list(_inside_functions(fresh))[place])
        code = compile(ast.fix_missing_locations(fresh), f"law/{name}.py", "exec")
        line: int = getattr(node, "lineno", 0)
        found = _function_at(code, line)
        if found is not None:
            yield Mutant(name, line, what, found[0], found[1])


def _inside_functions(tree: ast.Module) -> Iterator[ast.AST]:
    """Nodes that can change, of functions and methods; not annotations, defaults or docstrings."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for statement in function.body:
                if isinstance(statement, ast.FunctionDef):
                    continue  # walked by itself
                yield from (node for node in _walk(statement) if _changeable(node))


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for name, child in ast.iter_fields(node):
        if name in {"annotation", "returns"}:
            continue
        for one in child if isinstance(child, list) else [child]:
            if isinstance(one, ast.AST) and not isinstance(one, ast.FunctionDef | ast.FormattedValue):
                yield from _walk(one)


def _changeable(node: ast.AST) -> bool:
    if isinstance(node, ast.Compare):
        return type(node.ops[0]) in COMPARISONS
    if isinstance(node, ast.UnaryOp):
        return isinstance(node.op, ast.Not)
    if isinstance(node, ast.BinOp):
        return type(node.op) in OPERATORS and not isinstance(node.left, ast.Constant | ast.Set)
    if isinstance(node, ast.Constant):
        return type(node.value) in {int, bool}
    return isinstance(node, ast.BoolOp | ast.IfExp | ast.If)


def _apply(node: ast.AST) -> str:
    before = ast.unparse(node.test) if isinstance(node, ast.If) else ast.unparse(node)
    if isinstance(node, ast.Compare):
        node.ops[0] = COMPARISONS[type(node.ops[0])]()
    elif isinstance(node, ast.BoolOp):
        node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    elif isinstance(node, ast.UnaryOp):
        node.operand = ast.UnaryOp(ast.Not(), node.operand)
    elif isinstance(node, ast.BinOp):
        node.op = OPERATORS[type(node.op)]()
    elif isinstance(node, ast.Constant):
        node.value = (not node.value) if isinstance(node.value, bool) else int(str(node.value)) + 1
    elif isinstance(node, ast.IfExp | ast.If):
        node.test = ast.UnaryOp(ast.Not(), node.test)
    after = ast.unparse(node.test) if isinstance(node, ast.If) else ast.unparse(node)
    return f"{before[:70]} -> {after[:70]}"


def _function_at(code: CodeType, line: int) -> tuple[str, CodeType] | None:
    """The outermost function whose lines hold this one."""
    for constant in code.co_consts:
        if not isinstance(constant, CodeType):
            continue
        lines = {number for _, _, number in _all_lines(constant) if number}
        if not (lines and min(lines) <= line <= max(lines)):
            continue
        if constant.co_name.startswith("<"):
            continue
        inner = _function_at(constant, line) if constant.co_flags & 0x2 == 0 else None  # a class body holds methods
        return inner or (constant.co_qualname, constant)
    return None


def _all_lines(code: CodeType) -> Iterator[tuple[int, int, int | None]]:
    yield from code.co_lines()
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _all_lines(constant)


def _noticed(mutant: Mutant | None, tests: list[str]) -> bool:
    """Run the tests in a fork with the change; True when one of them fails, or never ends."""
    child = os.fork()
    if child == 0:
        os._exit(_run(mutant, tests))
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) != 0


def _run(mutant: Mutant | None, tests: list[str]) -> int:
    import pytest

    signal.alarm(TOO_LONG)
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    if mutant is not None:
        module = importlib.import_module(f"wegwijs.law.{mutant.module}")
        _replace(module, mutant)
    options = ["-x", "-q", "--noconftest", "-c", os.devnull, f"--rootdir={ROOT}", "--hypothesis-seed=0"]
    options += ["-p", "no:cacheprovider", "-p", "no:django", "-p", "no:xdist", "-p", "no:playwright"]
    return int(pytest.main([*options, *tests]))


def _replace(module: ModuleType, mutant: Mutant) -> None:
    """Put the changed code into the function that everybody already holds."""
    target: object = module
    for name in mutant.function.split("."):
        target = target.__dict__[name] if isinstance(target, type) else getattr(target, name)
    target = getattr(target, "fget", None) or getattr(target, "__func__", None) or target
    target = getattr(target, "__wrapped__", target)
    if not isinstance(target, FunctionType):
        raise TypeError(f"{mutant.function} is no function")
    target.__code__ = mutant.code


if __name__ == "__main__":
    sys.exit(main())
