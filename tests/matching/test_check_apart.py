"""Referee and solver have nothing in common but what is asked, what is answered and the reader of files."""

import ast
from pathlib import Path

MATCHING = Path(__file__).parents[2] / "matching"

QUESTION_AND_ANSWER = {"problem", "rules", "solution", "choice", "certificate"}
READER = {"exchange", *(f"text.{file.stem}" for file in (MATCHING / "text").glob("[a-z]*.py"))}


def path_of(module: str) -> Path:
    """The file of a module named without «matching.»."""
    return MATCHING / f"{module.replace('.', '/')}.py"


def imported(module: str) -> set[str]:
    """The modules of the engine that this one imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path_of(module).read_text())):
        if isinstance(node, ast.Import):
            found |= {name.name.removeprefix("matching.") for name in node.names if name.name.startswith("matching.")}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "matching":
            found |= named(str(node.module), [name.name for name in node.names])
    return found


def named(module: str, names: list[str]) -> set[str]:
    """What `from module import names` imports of the engine: the module, or modules when it is a package."""
    inner = module.removeprefix("matching").removeprefix(".")
    if inner and path_of(inner).exists():
        return {inner}
    return {f"{inner}.{name}".removeprefix(".") for name in names}


def all_behind(module: str) -> set[str]:
    """The module and all that it imports, and so on."""
    found: set[str] = set()
    waiting = {module}
    while waiting:
        found |= waiting
        waiting = {name for known in waiting for name in imported(known)} - found
    return found


def test_what_referee_and_solver_share_is_the_question_the_answer_and_the_reader():
    shared = all_behind("check") & all_behind("solve")

    assert shared <= QUESTION_AND_ANSWER | READER


def test_the_reader_itself_needs_neither():
    assert all_behind("exchange") == QUESTION_AND_ANSWER | READER


def test_the_referee_needs_nothing_but_python():
    libraries = {
        (name.name if isinstance(node, ast.Import) else node.module or "").split(".")[0]
        for module in all_behind("check")
        for node in ast.walk(ast.parse(path_of(module).read_text()))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
    }

    assert {"numpy", "scipy", "ortools", "django"} & libraries == set()
