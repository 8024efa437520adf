"""The newest grades of some groups, read from the gradebook one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import overload

from graders.domain.grade import Grade
from graders.records.gradebook import open_gradebook


class LatestGrades(Sequence[Grade]):
    """Grades in the order of their groups; each is read when it is asked for and not kept.

    Args:
        file: The gradebook.
        assignment: Assignment id.
        profile: Profile they were graded on.
        groups: Group ids; each has a grade there.
    """

    def __init__(self, file: Path, assignment: str, profile: str, groups: Sequence[str]) -> None:
        self._file = file
        self._assignment = assignment
        self._profile = profile
        self._groups = tuple(groups)

    def __len__(self) -> int:
        return len(self._groups)

    def __iter__(self) -> Iterator[Grade]:
        return self._read(self._groups)

    @overload
    def __getitem__(self, position: int) -> Grade: ...

    @overload
    def __getitem__(self, position: slice) -> Sequence[Grade]: ...

    def __getitem__(self, position: int | slice) -> Grade | Sequence[Grade]:
        if isinstance(position, slice):
            chosen = self._groups[position]
            return LatestGrades(self._file, self._assignment, self._profile, chosen)
        return next(self._read((self._groups[position],)))

    def _read(self, groups: Sequence[str]) -> Iterator[Grade]:
        with open_gradebook(self._file) as gradebook:
            for group in groups:
                grade = gradebook.latest_of(self._assignment, group, self._profile)
                if grade is None:
                    raise KeyError(group)
                yield grade
