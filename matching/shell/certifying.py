"""The certificate of `solve --certificate` and `check --certificate`."""

from __future__ import annotations

from matching import exchange
from matching.problem import Problem
from matching.referee.broken import Broken
from matching.shell.files import read_input, refuse_unwritable, write_output
from matching.shell.telling import tell
from matching.solution import Solution
from matching.text.decoding import BadInputError


def refuse_uncertifiable(name: str, problem: Problem) -> None:
    """BadInputError when the file could not be written, or the problem has limits that no prices prove."""
    refuse_unwritable(name)
    from matching.certify import can_certify

    if not can_certify(problem):
        sentence = "has required or counted duos, minimum sizes, at_once or quotas across requests"
        raise BadInputError([f"--certificate: only a plain problem has a certificate; this one {sentence}"])


def write_certificate(name: str, problem: Problem, solution: Solution) -> None:
    """Write the proof of a plan; says so when there is none, as for a plan that was stopped early."""
    from matching.certify import certify

    certificate = certify(problem, solution)
    if certificate is None:
        tell("no certificate: the plan is not proven best")
    else:
        write_output(name, exchange.dump(exchange.certificate_to_data(certificate)))


def uncertified(name: str, problem: Problem, solution: Solution) -> list[Broken]:
    """What is wrong with the certificate in a file."""
    from matching import check as referee

    return list(referee.uncertified(problem, solution, exchange.read_certificate(read_input(name), problem)))
