"""Words about files that came after the deadline."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graders.reports.messages.text import Text

TEXTS: Final[Mapping[str, Text]] = {
    "late.title": Text("Después del plazo", "After the deadline"),
    "late.due": Text("El plazo era el {due}.", "It was due on {due}."),
    "late.extension": Text("Con prórroga hasta el {until}.", "Extended to {until}."),
    "late.by": Text("Llegó {late} después.", "It came {late} after that."),
    "late.in_extension": Text(
        "Llegó antes de que terminara: no pierde puntos.",
        "It came before that: no points are lost.",
    ),
    "late.in_grace": Text(
        "Tan poco cuenta como a tiempo: no pierde puntos.",
        "So little counts as in time: no points are lost.",
    ),
    "late.slack": Text(
        "Días de tolerancia del grupo que usó: {used:count}; le quedan {left:count}.",
        "Slack days of the group used: {used:count}; {left:count} are left.",
    ),
    "late.units.day": Text(
        "Días empezados que cuentan: {units:count}.", "Days begun: {units:count}."
    ),
    "late.units.hour": Text(
        "Horas empezadas que cuentan: {units:count}.", "Hours begun: {units:count}."
    ),
    "late.lost": Text(
        "Pierde {lost} de los {rows} puntos de las filas.",
        "{lost} of the {rows} points of the rows are lost.",
    ),
    "late.lost.nothing": Text("No pierde puntos.", "No points are lost."),
    "late.cut_off": Text(
        "Llegó después del cierre: no suma puntos. Las filas dirían {rows}.",
        "It came after the cutoff: nothing counts. The rows would say {rows}.",
    ),
    "late.chip": Text("tardía −{lost}", "late −{lost}"),
    "late.days": Text("{days:count} d {hours:count} h", "{days:count} d {hours:count} h"),
}
