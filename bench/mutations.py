"""Mutations of a module: small wrong changes of its function bodies, and the code with one of them made.

A mutation replaces one node of a function's syntax tree. Text constants stay as they are, since most of them are the
program's English, and so do annotations, default values, decorators, assertions, the arguments of raised errors and
``__repr__``.
"""

from __future__ import annotations

import ast
import gc
import importlib
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType
from typing import NamedTuple

COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_PAIRS = "all any, max min, startswith endswith, find rfind, index rindex, lstrip rstrip, partition rpartition"
NAMES = {one: other for pair in _PAIRS.split(", ") for one, other in (pair.split(), pair.split()[::-1])}
"""Functions and methods that are mistaken for each other."""
CONDITIONS = frozenset({"test", "ifs", "guard"})
UNTOUCHED_FIELDS = frozenset({"annotation", "returns", "decorator_list", "exc", "cause"})
UNTOUCHED_FUNCTIONS = frozenset({"__repr__"})
REACHED = "__reached__"
"""The built-in function that watched code calls with the number of the statement that comes next."""

Function = ast.FunctionDef | ast.AsyncFunctionDef
CodeKey = tuple[str, int]
"""The qualified name and the first line of a code object."""


class Mutation(NamedTuple):
    """A node to replace: an item of a field of its parent, or the field itself where ``item`` is None."""

    parent: ast.AST
    field: str
    item: int | None
    old: ast.AST
    new: ast.AST
    line: int
    column: int
    statement: int
    """The number of the innermost statement around the node, counted through the module."""

    def __str__(self) -> str:
        old, new = (" ".join(ast.unparse(node).split()) for node in (self.old, self.new))
        return f"{self.line}:{self.column}  {old:.140}  ->  {new:.140}"

    def put(self, node: ast.AST) -> None:
        """Put a node in the place of the old one."""
        if self.item is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.item] = node


class Module:
    """A module of the program: its statements, its mutations and its live functions."""

    def __init__(self, path: Path, name: str) -> None:
        """Read and import a module; ValueError where its name stands for another file."""
        if (imported := importlib.import_module(name).__file__) != str(path):
            raise ValueError(f"{name} is {imported}, not {path}")
        self.path, self.name = path, name
        self.tree = ast.parse(path.read_bytes(), str(path))
        self.mutations: list[Mutation] = []
        self.blocks: list[tuple[list[ast.stmt], ast.stmt]] = []
        """Each statement of the function bodies with the list that holds it; its place here is its number."""
        for function in _functions(self.tree):
            self._collect(function, -1)
        self.code = compile(self.tree, str(path), "exec", dont_inherit=True)
        self._live = _live_functions(str(path))

    def _collect(self, parent: ast.AST, around: int) -> None:
        """Find the statements and the mutations below a node, which is part of statement ``around``."""
        for field, value in ast.iter_fields(parent):
            for item, node in enumerate(value if isinstance(value, list) else [value]):
                if field in UNTOUCHED_FIELDS or not isinstance(node, ast.AST) or _is_untouched(node):
                    continue
                statement = around
                if isinstance(node, ast.stmt):
                    statement = len(self.blocks)
                    self.blocks.append((value, node))
                place = item if isinstance(value, list) else None
                for new in _changes(node, field):
                    if not hasattr(new, "lineno"):
                        ast.fix_missing_locations(ast.copy_location(new, node))
                    line, column = getattr(node, "lineno", 0), getattr(node, "col_offset", 0)
                    self.mutations.append(Mutation(parent, field, place, node, new, line, column, statement))
                self._collect(node, statement)

    def mutated(self, mutation: Mutation) -> CodeType | None:
        """The module's code with a mutation; None where it is the same code or can't take the place of the live one."""
        mutation.put(mutation.new)
        try:
            code = compile(self.tree, str(self.path), "exec", dont_inherit=True)
        except SyntaxError:
            return None
        finally:
            mutation.put(mutation.old)
        return code if code != self.code and self.fits(code) else None

    def watched(self, first: int) -> CodeType:
        """The module's code with a call before each statement that reports the statement's number plus ``first``."""
        calls = []
        for number, (block, statement) in enumerate(self.blocks, first):
            call = ast.Expr(ast.Call(ast.Name(REACHED, ast.Load()), [ast.Constant(number)], []))
            calls.append((block, ast.fix_missing_locations(ast.copy_location(call, statement))))
            block.insert(block.index(statement), call)
        try:
            return compile(self.tree, str(self.path), "exec", dont_inherit=True)
        finally:
            for block, call in calls:
                block.remove(call)

    def fits(self, code: CodeType) -> bool:
        """Whether the live functions can take over this code of their module."""
        codes = _codes(code)
        return all(key in codes and codes[key].co_freevars == one.__code__.co_freevars for key, one in self._live)

    def install(self, code: CodeType) -> None:
        """Give the live functions the code that stands for them in this code of their module."""
        codes = _codes(code)
        for key, function in self._live:
            function.__code__ = codes[key]


def _functions(tree: ast.Module | ast.ClassDef) -> Iterator[Function]:
    """The functions of a module and of its classes that have mutations."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield from _functions(node)
        elif isinstance(node, Function) and node.name not in UNTOUCHED_FUNCTIONS:
            yield node


def _live_functions(path: str) -> list[tuple[CodeKey, FunctionType]]:
    """The functions of a file that exist now, wherever they are kept; lambdas of one line can't be told apart."""
    found = [one for one in gc.get_objects() if isinstance(one, FunctionType) and one.__code__.co_filename == path]
    keyed = [((one.__code__.co_qualname, one.__code__.co_firstlineno), one) for one in found]
    return [(key, one) for key, one in keyed if one.__name__ != "<lambda>"]


def _codes(code: CodeType) -> dict[CodeKey, CodeType]:
    """A code object and all that are nested in it."""
    found = {(code.co_qualname, code.co_firstlineno): code}
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            found |= _codes(constant)
    return found


def _is_untouched(node: ast.AST) -> bool:
    is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    return is_docstring or isinstance(node, ast.arguments | ast.Assert)


def _changes(node: ast.AST, field: str) -> Iterator[ast.AST]:
    """What could stand wrongly in the place of a node."""
    if field in CONDITIONS and not isinstance(node, ast.Constant):
        yield ast.Constant(value=True)
        yield ast.Constant(value=False)
    if isinstance(node, ast.stmt):
        yield from _changed_statements(node)
    elif isinstance(node, ast.Compare | ast.BoolOp | ast.UnaryOp | ast.BinOp):
        yield from _changed_operators(node)
    else:
        yield from _changed_values(node)


def _changed_statements(node: ast.stmt) -> Iterator[ast.stmt]:
    match node:
        case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant):
            yield ast.Return(ast.Constant(None))
        case ast.Continue():
            yield ast.Break()
        case ast.Break():
            yield ast.Continue()
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]) | ast.AnnAssign(target=ast.Attribute()):
            yield ast.Pass()
        case ast.Expr(value=ast.Call() | ast.Await()) | ast.AugAssign() | ast.Raise() | ast.Delete():
            yield ast.Pass()


def _changed_operators(node: ast.AST) -> Iterator[ast.expr]:
    match node:
        case ast.Compare(left=left, ops=[first, *rest], comparators=others):
            for comparison in COMPARISONS[type(first)]:
                yield ast.Compare(left, [comparison(), *rest], others)
        case ast.BoolOp(op=operator, values=values):
            yield ast.BoolOp(ast.Or() if isinstance(operator, ast.And) else ast.And(), values)
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield operand
        case ast.BinOp(left=left, op=operator, right=right) if type(operator) in OPERATORS:
            if not any(_is_text(side) for side in (left, right)):
                yield ast.BinOp(left, OPERATORS[type(operator)](), right)


def _is_text(node: ast.expr) -> bool:
    is_constant = isinstance(node, ast.Constant) and isinstance(node.value, str | bytes)
    return is_constant or isinstance(node, ast.JoinedStr)


def _changed_values(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value) | float(value)):
            yield ast.Constant(value + 1)
        case ast.Slice(lower=lower, upper=upper, step=step):
            if lower is not None:
                yield ast.Slice(None, upper, step)
            if upper is not None:
                yield ast.Slice(lower, None, step)
        case ast.Attribute(value=value, attr=name, ctx=ast.Load()) if name in NAMES:
            yield ast.Attribute(value, NAMES[name], ast.Load())
        case ast.Name(id=name, ctx=ast.Load()) if name in NAMES:
            yield ast.Name(NAMES[name], ast.Load())
