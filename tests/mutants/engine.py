"""mutmut's own command, less one kind of mutant: the sentences that people read.

Here lives what is never mutated though mutmut would. Never: which mutants are run, or what a result is worth.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import libcst
from mutmut.__main__ import cli
from mutmut.mutation import mutators

SENTENCE = re.compile(r"\w[,;:.]? \w")
"""Two words side by side. Vendors' codes, members, headers and separators have no such blank."""


def words_that_matter(node: libcst.BaseString) -> Iterable[libcst.BaseString]:
    """The mutants of a text, none of a sentence: no test asks for the wording of an error."""
    if not (isinstance(node, libcst.SimpleString) and SENTENCE.search(node.value)):
        yield from mutators.operator_string(node)


mutators.mutation_operators[:] = [
    (kind, words_that_matter if operator is mutators.operator_string else operator)
    for kind, operator in mutators.mutation_operators
]

if __name__ == "__main__":
    cli()
