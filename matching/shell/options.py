"""The words of the command line: which commands there are, and what may be said to each."""

from __future__ import annotations

import math
from argparse import ArgumentParser, ArgumentTypeError


def parser() -> ArgumentParser:
    """Reads the words of the command line; `command` is the name of the one that was asked."""
    whole = ArgumentParser(prog="python -m matching", description="Match students to requests, and prove it.")
    commands = whole.add_subparsers(required=True, metavar="COMMAND")
    _add_solve(commands.add_parser("solve", help="solve a problem, the goals one after the other"))
    _add_check(commands.add_parser("check", help="tell every broken limit and untrue value of a solution"))
    _add_explain(commands.add_parser("explain", help="price an alternative for one student"))
    _add_advise(commands.add_parser("advise", help="what would place more students, or why one has no place"))
    _add_repair(commands.add_parser("repair", help="the choices when a plan no longer fits the problem"))
    _add_generate(commands.add_parser("generate", help="make up a problem"))
    return whole


def _add_solve(parser: ArgumentParser) -> None:
    parser.set_defaults(command="solve")
    parser.add_argument("problem", metavar="PROBLEM.json", help="- for standard input")
    parser.add_argument("--out", required=True, metavar="SOLUTION.json", help="- for standard output")
    parser.add_argument("--seconds", type=_seconds, metavar="N", help="stop after so many seconds with the best plan")
    parser.add_argument("--threads", type=_at_least_one, default=2, metavar="N", help="2 when not given")
    parser.add_argument(
        "--certificate", metavar="FILE", help="write the proof of a plain plan; not one with side limits"
    )


def _add_check(parser: ArgumentParser) -> None:
    parser.set_defaults(command="check")
    parser.add_argument("problem", metavar="PROBLEM.json", help="- for standard input")
    parser.add_argument("solution", metavar="SOLUTION.json", help="- for standard input")
    parser.add_argument("--certificate", metavar="FILE", help="hold the plan against its proof, too")


def _add_explain(parser: ArgumentParser) -> None:
    parser.set_defaults(command="explain")
    parser.add_argument("problem", metavar="PROBLEM.json", help="- for standard input")
    parser.add_argument("solution", metavar="SOLUTION.json", help="- for standard input")
    parser.add_argument("--student", required=True, metavar="S", help="id of the student")
    parser.add_argument("--request", metavar="R", help="id of the request; without it the ten cheapest alternatives")
    parser.add_argument("--seconds", type=_seconds, metavar="N", help="answer within so many seconds")
    parser.add_argument("--cache", metavar="FILE", help="keep there what the next question about this plan can use")


def _add_advise(parser: ArgumentParser) -> None:
    parser.set_defaults(command="advise")
    parser.add_argument("problem", metavar="PROBLEM.json", help="- for standard input")
    parser.add_argument("solution", metavar="SOLUTION.json", help="- for standard input")
    parser.add_argument("--student", metavar="S", help="id of a student without a place: why there is none")
    parser.add_argument("--seconds", type=_seconds, metavar="N", help="answer within so many seconds")


def _add_repair(parser: ArgumentParser) -> None:
    parser.set_defaults(command="repair")
    parser.add_argument("problem", metavar="PROBLEM.json", help="as it is now; - for standard input")
    parser.add_argument("solution", metavar="SOLUTION.json", help="the plan as it was; - for standard input")
    parser.add_argument("--out", required=True, metavar="DIR", help="a new or an empty folder")
    parser.add_argument("--drop", action="append", default=[], metavar="S", help="a student who left; may be repeated")
    parser.add_argument(
        "--close", action="append", default=[], metavar="R", help="a request that takes nobody now; may be repeated"
    )
    parser.add_argument("--seconds", type=_seconds, metavar="N", help="stop after so many seconds with what is found")
    parser.add_argument("--threads", type=_at_least_one, default=2, metavar="N", help="2 when not given")


def _add_generate(parser: ArgumentParser) -> None:
    parser.set_defaults(command="generate")
    parser.add_argument("--students", required=True, type=_count, metavar="N", help="number of students")
    parser.add_argument("--seed", required=True, type=int, metavar="K", help="the same seed gives the same problem")
    parser.add_argument("--out", required=True, metavar="PROBLEM.json", help="- for standard output")
    parser.add_argument("--side", action="store_true", help="with duos, least numbers, quotas and half-day limits")


def _count(text: str) -> int:
    return _whole(text, least=0)


def _at_least_one(text: str) -> int:
    return _whole(text, least=1)


def _whole(text: str, *, least: int) -> int:
    if not text.isdecimal() or int(text) < least:
        raise ArgumentTypeError(f"{text!r} is not a whole number of {least} or more")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 <= seconds < math.inf:
        raise ArgumentTypeError(f"{text!r} is not a number of seconds")
    return seconds
