"""Reads strict YAML: plain values, and for each of them the line and column it stands on."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import yaml

from graders.errors import AssignmentFileError, FileProblem

KeyPath = tuple[str | int, ...]

MAX_BYTES: Final = 256 * 1024
_MAX_DEPTH: Final = 20
# YAML 1.2's core schema; the length cap keeps a long row of digits from becoming a huge integer.
_INTEGER: Final = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT: Final = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS: Final[Mapping[str, bool | None]] = {
    "": None,
    "~": None,
    "null": None,
    "true": True,
    "false": False,
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a file.

    Attributes:
        line: 1-based line.
        column: 1-based column.
    """

    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class YamlDocument:
    """A file's plain values and where they stand.

    Attributes:
        file: Path as the user knows it.
        values: `dict`, `list`, `str`, `int`, `float`, `bool` and None only.
        marks: Place of each key or list item; the root is `()`.
        texts: Each scalar as it is written, without quotes.
        sha256: Hash of the file's bytes.
    """

    file: str
    values: Any
    marks: Mapping[KeyPath, Mark]
    texts: Mapping[KeyPath, str]
    sha256: str

    def get(self, path: KeyPath) -> Any:  # noqa: ANN401 - a plain value of any type
        """Value at `path`; None when the file has no such key."""
        value = self.values
        for step in path:
            is_there = (isinstance(value, dict) and step in value) or (
                isinstance(value, list) and isinstance(step, int) and step < len(value)
            )
            if not is_there:
                return None
            value = value[step]
        return value

    def line(self, path: KeyPath) -> int:
        """Line of `path`, or of its nearest ancestor in the file."""
        while path not in self.marks and path:
            path = path[:-1]
        return self.marks[path].line if path in self.marks else 1

    def problem(self, path: KeyPath, *, expected: str, found: str, remedy: str = "") -> FileProblem:
        """Return a problem at `path` with the line filled in."""
        return FileProblem(
            file=self.file,
            line=self.line(path),
            key=dotted(path),
            expected=expected,
            found=found,
            remedy=remedy,
        )


def dotted(path: KeyPath) -> str:
    """Write a key path as people do: `rubric[2].points`; the root is `(file)`."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.removeprefix(".") or "(file)"


def read_yaml(path: Path, *, max_bytes: int = MAX_BYTES) -> YamlDocument:
    """Read one strict YAML document (JSON is one, too).

    Plain scalars follow YAML 1.2's core schema: `yes`, dates and `1:30` are text.

    Raises:
        AssignmentFileError: The file is missing, too large, not UTF-8 or not YAML, or holds a
            second document, a duplicate key, an anchor, an alias, a merge key, a tag, or a key that
            is not text; carries all of these problems at once.
    """
    data = read_capped(path, max_bytes=max_bytes)
    builder = _Builder(str(path))
    root: object = None
    try:
        text = data.decode("utf-8-sig")
        root = builder.build(yaml.parse(text, Loader=yaml.SafeLoader))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        builder.report(line, (), "UTF-8 text", "bytes that are not", "Save the file as UTF-8.")
    except yaml.YAMLError as error:
        builder.report(*_explain_syntax_error(error, data))
    if builder.problems:
        raise AssignmentFileError(builder.problems)
    return YamlDocument(
        file=str(path),
        values=root,
        marks=builder.marks,
        texts=builder.texts,
        sha256=hashlib.sha256(data).hexdigest(),
    )


def read_capped(path: Path, *, max_bytes: int) -> bytes:
    """Return the bytes of a course file.

    Raises:
        AssignmentFileError: It cannot be read or is larger than `max_bytes`.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(max_bytes + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise AssignmentFileError([_whole_file(path, "a file that can be read", reason)]) from error
    if len(data) > max_bytes:
        expected = f"at most {max_bytes // 1024} KiB"
        raise AssignmentFileError([_whole_file(path, expected, "a larger file")])
    return data


def _whole_file(path: Path, expected: str, found: str) -> FileProblem:
    return FileProblem(file=str(path), line=1, key="(file)", expected=expected, found=found)


def _explain_syntax_error(error: yaml.YAMLError, data: bytes) -> tuple[int, KeyPath, str, str, str]:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "cannot be read"
    if mark is not None:
        line = mark.line + 1
    else:
        line = data[: getattr(error, "position", 0) or 0].count(b"\n") + 1
    remedy = "Indent with spaces, not tabs." if r"'\t'" in problem else ""
    return line, (), "valid YAML", f"a syntax error ({problem})", remedy


@dataclass(slots=True)
class _Builder:
    """Builds plain values from PyYAML's events, which still know anchors and tags."""

    file: str
    problems: list[FileProblem] = field(default_factory=list)
    marks: dict[KeyPath, Mark] = field(default_factory=dict)
    texts: dict[KeyPath, str] = field(default_factory=dict)

    def report(self, line: int, path: KeyPath, expected: str, found: str, remedy: str = "") -> None:
        self.problems.append(
            FileProblem(
                file=self.file,
                line=line,
                key=dotted(path),
                expected=expected,
                found=found,
                remedy=remedy,
            )
        )

    def build(self, events: Iterator[yaml.Event]) -> object:
        root: object = None
        num_documents = 0
        for event in events:
            if not isinstance(event, yaml.DocumentStartEvent):
                continue
            num_documents += 1
            if num_documents > 1:
                line = _line(event)
                self.report(line, (), "one document", "a second one", "Remove the line `---`.")
                return None
            root = self._value(next(events), events, ())
        return root

    def _value(self, event: yaml.Event, events: Iterator[yaml.Event], path: KeyPath) -> object:
        self.marks.setdefault(path, _mark(event))
        self._refuse_indirection(event, path)
        if len(path) > _MAX_DEPTH:
            problem = f"at most {_MAX_DEPTH} levels of nesting"
            self.report(_line(event), path[:1], problem, "more")
            # Nothing after this point can be placed: end the reading here.
            raise AssignmentFileError(self.problems)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(events, path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, path)
        if isinstance(event, yaml.ScalarEvent):
            self.texts[path] = event.value
            is_plain = event.style is None and event.implicit[0]
            return _plain_scalar(event.value) if is_plain else event.value
        return None

    def _sequence(self, events: Iterator[yaml.Event], path: KeyPath) -> list[object]:
        items: list[object] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._value(event, events, (*path, len(items))))
        return items

    def _mapping(self, events: Iterator[yaml.Event], path: KeyPath) -> dict[str, object]:
        values: dict[str, object] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._key(event, events, path)
            child = (*path, key)
            if key in values:
                first = self.marks[child].line
                self.report(
                    _line(event), child, "each key once", f"a second one (first on line {first})"
                )
            self.marks.setdefault(child, _mark(event))
            values[key] = self._value(next(events), events, child)
        return values

    def _key(self, event: yaml.Event, events: Iterator[yaml.Event], path: KeyPath) -> str:
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_indirection(event, path)
            if event.value == "<<":
                self.report(
                    _line(event), path, "plain keys", "a merge key `<<`", "Write the keys out."
                )
            elif event.style is None and not isinstance(_plain_scalar(event.value), str):
                found = f"`{event.value}`, which is not text"
                self.report(
                    _line(event), path, "keys that are text", found, "Put the key in quotes."
                )
            return str(event.value)
        self.report(_line(event), path, "keys that are text", "a list, mapping or alias as a key")
        place = f"?{_line(event)}:{_mark(event).column}"
        self._value(event, events, (*path, place))
        return place

    def _refuse_indirection(self, event: yaml.Event, path: KeyPath) -> None:
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        remedy = "Write the value out."
        if isinstance(event, yaml.AliasEvent):
            self.report(_line(event), path, "a plain value", f"the alias `*{anchor}`", remedy)
        elif anchor is not None:
            self.report(_line(event), path, "a plain value", f"the anchor `&{anchor}`", remedy)
        if tag is not None:
            self.report(_line(event), path, "a plain value", f"the tag `{tag}`", "Remove the tag.")


def _mark(event: yaml.Event) -> Mark:
    start = event.start_mark
    return Mark(start.line + 1, start.column + 1) if start else Mark(1, 1)


def _line(event: yaml.Event) -> int:
    return _mark(event).line


def _plain_scalar(text: str) -> str | int | float | bool | None:
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text
