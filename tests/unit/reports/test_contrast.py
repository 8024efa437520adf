"""Every text can be read by people who see little contrast: 4.5 to 1 at least."""

from __future__ import annotations

from pathlib import Path

import pytest

import graders.reports
from graders.reports import confusion_plots
from graders.reports.charts.palette import PAPER
from graders.reports.messages.text import Language
from tests.contrast import LEAST, coloured_rules, contrast, variables
from tests.unit.reports.test_figures_read import all_figures
from tests.unit.reports.test_plots import SVG, parsed

STYLE = (Path(graders.reports.__file__).parent / "templates" / "style.css").read_text("utf-8")
COLOURED = list(coloured_rules(STYLE))
# Papers that text without a background of its own stands on: the page, code, banners.
PAPERS = ("#ffffff", *(variables(STYLE)[name] for name in ("soft", "bad-soft", "ours-soft")))
ON_BANNERS = ("ink", "muted", "bad", "ours")


def test_the_formula_is_that_of_the_guidelines() -> None:
    """Black on white is 21; the greys that everybody knows to be just enough and not enough."""
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#fff") == pytest.approx(4.54, abs=0.01)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("selector", "colour", "background"), COLOURED)
def test_colours_of_the_style_sheet_can_be_read(
    selector: str, colour: str, background: str
) -> None:
    """On their own background, or on the page."""
    assert contrast(colour, background or "#ffffff") >= LEAST, selector


@pytest.mark.parametrize("name", ON_BANNERS)
@pytest.mark.parametrize("paper", PAPERS)
def test_text_can_be_read_on_every_paper(name: str, paper: str) -> None:
    assert contrast(variables(STYLE)[name], paper) >= LEAST


def test_the_ring_of_focus_and_edges_of_controls_can_be_seen() -> None:
    """3 to 1 for what is no text; WCAG 2.1, 1.4.11."""
    assert contrast(variables(STYLE)["accent"], "#ffffff") >= 3
    assert contrast("#8593a0", "#ffffff") >= 3
    assert "1px solid #8593a0" in STYLE


@pytest.mark.parametrize("language", list(Language))
def test_words_in_figures_can_be_read(language: Language) -> None:
    """On the paper, or on the bar whose colour is around their letters."""
    for name, drawing in all_figures(language).items():
        if name in {"confusion", "two classes"}:
            continue
        for node in parsed(drawing).iter(f"{SVG}text"):
            paper = node.attrib.get("stroke", PAPER)
            found = contrast(node.attrib["fill"], paper)
            assert found >= LEAST, (name, "".join(node.itertext()), node.attrib["fill"], paper)


@pytest.mark.parametrize("share", range(1, 101))
def test_counts_can_be_read_on_every_blue(share: int) -> None:
    matrix = ((share, 100 - share), (0, 7))
    drawing = confusion_plots.confusion_figure(matrix, ("a", "b"), Language.ES)
    fill = ""
    seen = 0
    for node in parsed(drawing).iter():
        if node.tag == f"{SVG}rect" and node.attrib.get("fill", "").startswith("#"):
            fill = node.attrib["fill"]
        elif node.tag == f"{SVG}text" and "".join(node.itertext()).isdigit():
            assert contrast(node.attrib["fill"], fill) >= LEAST
            seen += 1
    assert seen == (3 if share < 100 else 2)
