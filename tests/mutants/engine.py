"""mutmut's own run in a working folder: of all mutants, or of a sample that is the same each time.

Called with the number of processes and the size of the sample, 0 for all. Here lives what mutmut is told apart
from its configuration: which texts are not worth a mutant, and a quicker look at what the type checker finds.
Never: what a result is worth.
"""

from __future__ import annotations

import contextlib
import random
import re
import sys
from collections.abc import Iterable
from pathlib import Path

import libcst
from mutmut import __main__ as mutmut
from mutmut.configuration import config
from mutmut.mutation import mutators
from mutmut.mutation.data import MutantLineSpans, SourceFileMutationData
from mutmut.mutation.file_mutation import FailedTypeCheckMutant
from mutmut.type_checking import TypeCheckingError, run_type_checker
from mutmut.utils.file_utils import copy_src_dir, walk_mutatable_files
from mutmut.utils.format_utils import get_mutant_name

SEED = 4
SENTENCE = re.compile(r"""\w[,;:.]? \w|^["'](, | or | and )["']$""")
"""Two words side by side, or what stands between them in a list; vendors' codes, members and headers have no such blank."""


def words_that_matter(node: libcst.BaseString) -> Iterable[libcst.BaseString]:
    """The mutants of a text, none of a sentence or its commas: no test asks for the wording of an error."""
    if not (isinstance(node, libcst.SimpleString) and SENTENCE.search(node.value)):
        yield from mutators.operator_string(node)


def caught_by_types() -> dict[str, FailedTypeCheckMutant]:
    """Mutant → what the type checker says of it, by the lines that mutmut noted when it wrote the mutants.

    mutmut's own parses every mutated file again, which takes longer than type checking.
    """
    with contextlib.chdir("mutants"):
        errors = run_type_checker(config().type_check_command)
    caught: dict[str, FailedTypeCheckMutant] = {}
    by_file: dict[Path, list[TypeCheckingError]] = {}
    for error in errors:
        by_file.setdefault(error.file_path.relative_to(Path.cwd() / "mutants"), []).append(error)
    for path, found in by_file.items():
        index = MutantLineSpans.load(path)
        spans = index.span_by_function_name if index else {}
        owners = {line: name for name, span in spans.items() for line in range(span.start, span.end + 1)}
        for error in found:
            name = get_mutant_name(path, owners[error.line_number])
            caught[name] = FailedTypeCheckMutant(method_location=None, name=name, error=error)
    return caught


def drawn(size: int, processes: int) -> list[str]:
    """So many mutants of the working folder; all are meant by none."""
    if not size:
        return []
    copy_src_dir()
    mutmut.create_mutants(processes)
    names: list[str] = []
    for path in sorted(walk_mutatable_files()):
        records = SourceFileMutationData(path=path)
        records.load()
        names += records.exit_code_by_key
    return random.Random(SEED).sample(names, size) if size < len(names) else []


if __name__ == "__main__":
    mutators.mutation_operators[:] = [
        (kind, words_that_matter if operator is mutators.operator_string else operator)
        for kind, operator in mutators.mutation_operators
    ]
    mutmut.filter_mutants_with_type_checker = caught_by_types
    processes, size = int(sys.argv[1]), int(sys.argv[2])
    mutmut.cli(["run", "--max-children", str(processes), *drawn(size, processes)])
