"""Matplotlib figures as inline SVG: same input, same bytes, text stays text.

For figures that are drawn once for a calibration or a validation. Matplotlib is imported with the
first of them (a second), so that who writes pages does without.
"""

from __future__ import annotations

import html
import io
import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from graders.reports.charts.palette import GRID, INK, MUTED, RULE

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_STYLE: Final[Mapping[Any, Any]] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "grader",
    "font.family": "sans-serif",
    "font.size": 9.0,
    "text.color": INK,
    # Class and group names may hold dollar signs: nothing is a formula.
    "text.parse_math": False,
    "axes.edgecolor": RULE,
    "axes.labelcolor": MUTED,
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.unicode_minus": False,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "grid.color": GRID,
    "grid.linewidth": 0.8,
    "hatch.linewidth": 0.6,
    "legend.frameon": False,
    "lines.linewidth": 2.0,
}
_NO_METADATA: Final = {"Date": None, "Creator": None, "Format": None, "Type": None}


@contextmanager
def figure_style() -> Iterator[None]:
    """Draw everything inside with our style, whatever the user's matplotlib configuration says."""
    import matplotlib as mpl  # noqa: PLC0415 - see the module

    with mpl.rc_context():
        mpl.rcdefaults()
        for name, value in _STYLE.items():
            mpl.rcParams[name] = value
        yield


def new_figure(width: float, height: float) -> Figure:
    """Return an empty figure of `width` x `height` inches; call inside `figure_style`."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG  # noqa: PLC0415 - see the module
    from matplotlib.figure import Figure  # noqa: PLC0415 - see the module

    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasSVG(figure)
    return figure


def to_svg(figure: Figure, *, name: str, title: str, description: str) -> str:
    """Return `figure` as one `<svg>` element.

    Args:
        figure: What to draw.
        name: Prefix of all ids, unique on the page.
        title: Accessible name.
        description: What a reader who cannot see the figure should know.
    """
    buffer = io.StringIO()
    with warnings.catch_warnings():
        # The browser draws the text; glyphs missing from the measuring font do not matter.
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        _lay_out(figure)
        figure.savefig(buffer, format="svg", metadata=_NO_METADATA, transparent=True)
    drawing = buffer.getvalue()
    drawing = drawing[drawing.index("<svg") :]
    drawing = re.sub(r"<metadata>.*?</metadata>", "", drawing, flags=re.DOTALL)
    drawing = re.sub(r"<style .*?</style>", "", drawing, flags=re.DOTALL)
    drawing = re.sub(r"<!--.*?-->\n?", "", drawing, flags=re.DOTALL)
    drawing = re.sub(r'( id="|url\(#|href="#)', rf"\g<1>{name}-", drawing)
    return _described(drawing.strip(), name, title, description)


def _lay_out(figure: Figure) -> None:
    """Place everything once; saving a figure that still has to be laid out draws it twice."""
    engine = figure.get_layout_engine()
    if engine is not None:
        engine.execute(figure)
        figure.set_layout_engine("none")


def _described(drawing: str, name: str, title: str, description: str) -> str:
    opening, rest = drawing.split(">", 1)
    box = re.search(r'viewBox="[^"]*"', opening)
    width = re.search(r'width="([0-9.]+)pt"', opening)
    points = float(width.group(1)) if width else 0.0
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'{box.group(0) if box else ""} role="img" style="max-width:{points * 4 / 3:.0f}px" '
        f'aria-labelledby="{name}-title" aria-describedby="{name}-desc">'
        f'<title id="{name}-title">{html.escape(title)}</title>'
        f'<desc id="{name}-desc">{html.escape(description)}</desc>{rest}'
    )
