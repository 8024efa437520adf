"""One text in all languages, and how values are put into it."""

from __future__ import annotations

import math
import string
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from babel.numbers import format_decimal, format_percent


class Language(StrEnum):
    """Languages in which every text exists."""

    ES = "es"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Text:
    """The same sentence in every language.

    Placeholders are `{name}` for text and `{name:percent}`, `{name:pp}` (percentage points),
    `{name:count}` or `{name:number}` for numbers given as fractions or counts.
    """

    es: str
    en: str

    def fill(self, language: Language, values: Mapping[str, str | float]) -> str:
        """Return the sentence with `values` in place.

        Raises:
            KeyError: A placeholder has no value.
        """
        template = self.es if language is Language.ES else self.en
        return _ValueFormatter(language).vformat(template, (), values)


_LARGEST_SHOWN = 1e18


class _ValueFormatter(string.Formatter):
    def __init__(self, language: Language) -> None:
        self._language = language

    def get_field(
        self,
        field_name: str,
        args: Any,  # noqa: ANN401, ARG002 - the signature of string.Formatter
        kwargs: Any,  # noqa: ANN401 - the signature of string.Formatter
    ) -> tuple[Any, str]:
        # Attribute and index look-ups in a template would let data reach objects.
        return kwargs[field_name], field_name

    def format_field(self, value: Any, format_spec: str) -> str:  # noqa: ANN401 - the signature of string.Formatter
        return format_value(value, format_spec, self._language)


def format_value(value: str | float, kind: str, language: Language) -> str:
    """Show `value` as `percent`, `pp`, `count`, `number`, or as it is when `kind` is empty."""
    if not kind:
        return str(value)
    locale = str(language)
    number = float(value)
    # Beyond 28 digits Babel's decimal context overflows with an error that says nothing.
    if math.isfinite(number) and abs(number) > _LARGEST_SHOWN:
        raise ValueError(f"{value} is not a number to show")
    if kind == "percent":
        return format_percent(
            number, format="#,##0.0 %" if locale == "es" else "#,##0.0%", locale=locale
        )
    if kind == "pp":
        return format_decimal(number * 100, format="#,##0.0", locale=locale) + " pp"
    if kind == "count":
        return format_decimal(round(number), format="#,##0", locale=locale)
    if kind == "number":
        # Two decimals would turn a small distance or rate into 0.
        pattern = "@#" if 0 < abs(number) < 1 else "#,##0.##"
        return format_decimal(number, format=pattern, locale=locale)
    raise ValueError(f"unknown number kind {kind!r}")
