"""mutmut's own run in a working folder, less one kind of mutant (the sentences that people read), or a sample.

Called with the number of processes and the size of the sample, 0 for all. Here lives what is never mutated
though mutmut would. Never: what a result is worth.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterable

import libcst
from mutmut.__main__ import cli
from mutmut.mutation import file_mutation, mutators
from mutmut.utils.file_utils import walk_mutatable_files
from mutmut.utils.format_utils import get_mutant_name

SEED = 4

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


def drawn(size: int) -> list[str]:
    """So many mutants of the working folder, the same ones each time; all are meant by none."""
    names = [
        get_mutant_name(path, name)
        for path in sorted(walk_mutatable_files())
        for name in file_mutation.mutate_file_contents(str(path), path.read_text("utf-8")).mutant_names
    ]
    return random.Random(SEED).sample(names, size) if 0 < size < len(names) else []


if __name__ == "__main__":
    cli(["run", "--max-children", sys.argv[1], *drawn(int(sys.argv[2]))])
