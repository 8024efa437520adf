"""The colours of all figures."""

from __future__ import annotations

from typing import Final

# Okabe and Ito's palette: told apart with every common colour blindness and by lightness in print.
BLUE: Final = "#0072B2"
ORANGE: Final = "#D55E00"
GREEN: Final = "#009E73"
RUST: Final = "#B84F00"
"""Orange that light letters can be read on."""

BLACK: Final = "#000000"
"""Letters on the middle blues, where ink is too light."""

PALE: Final = "#7FB8D8"
INK: Final = "#1F2933"
MUTED: Final = "#5B6773"
RULE: Final = "#C9D1D9"
GRID: Final = "#E4E8EC"
PAPER: Final = "#FFFFFF"

_BLUES: Final = (
    (247, 251, 255),
    (222, 235, 247),
    (198, 219, 239),
    (158, 202, 225),
    (107, 174, 214),
    (66, 146, 198),
    (33, 113, 181),
    (8, 81, 156),
    (8, 48, 107),
)


def blues(share: float) -> str:
    """Return the colour of a share in [0, 1], light to dark.

    Source:
        Brewer, ColorBrewer 2.0: the sequential scheme "Blues" of nine classes, interpolated.
    """
    place = min(max(share, 0.0), 1.0) * (len(_BLUES) - 1)
    lower = min(int(place), len(_BLUES) - 2)
    part = place - lower
    mixed = (
        round(low + part * (high - low))
        for low, high in zip(_BLUES[lower], _BLUES[lower + 1], strict=True)
    )
    return "#" + "".join(f"{value:02x}" for value in mixed)
