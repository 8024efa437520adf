import zlib
from base64 import b64decode
from xml.etree import ElementTree

import matplotlib as mpl
import numpy as np
import pytest

from graders.domain.evidence import TrainingHistory
from graders.reports import accuracy_plots, confusion_plots, curve_plots
from graders.reports.class_plots import points_figure
from graders.reports.images import png_data_uri
from graders.reports.messages.text import Language
from graders.reports.svg_figure import figure_style, new_figure, to_svg
from tests import grade_factories as factories
from tests.evidence_factories import make_history, make_scores

SVG = "{http://www.w3.org/2000/svg}"
ES = Language.ES


def parsed(drawing: str) -> ElementTree.Element:
    root = ElementTree.fromstring(drawing)  # noqa: S314 - drawn by us
    assert root.attrib["role"] == "img"
    assert root.findtext(f"{SVG}title")
    assert root.findtext(f"{SVG}desc")
    return root


def texts(drawing: str) -> list[str]:
    return ["".join(node.itertext()).strip() for node in parsed(drawing).iter(f"{SVG}text")]


def test_curves_name_both_splits_and_keep_text_as_text() -> None:
    drawing = curve_plots.learning_curve(make_history(0.7, 0.8), "accuracy", ES)
    assert {"Entrenamiento", "Validación", "Época"} <= set(texts(drawing))


@pytest.mark.parametrize(
    "values",
    [
        (),
        (0.5,),
        (float("nan"), 0.4),
        (float("inf"), float("-inf")),
        (1e30, 2e30),
        (1.7e308, -1.7e308, 1.0),
    ],
)
def test_curves_of_odd_histories_are_drawn(values: tuple[float, ...]) -> None:
    history = TrainingHistory(metrics={"loss": values}, epochs_requested=2, epochs_run=2,
                              examples_seen=1, budget_reached=False)  # fmt: skip
    assert parsed(curve_plots.learning_curve(history, "loss", ES)) is not None


@pytest.mark.parametrize(("hidden", "train"), [(0.0, 1.0), (1.0, 1.0), (0.1, 0.08), (0.8, 0.3)])
def test_any_gap_is_drawn_with_its_zones(hidden: float, train: float) -> None:
    drawing = accuracy_plots.gap_figure(make_scores(hidden, train), factories.CALIBRATION, ES)
    assert {"completo", "en parte", "sin puntos"} <= set(texts(drawing))


@pytest.mark.parametrize("accuracy", [0.0, 0.3, 0.71, 1.0])
def test_any_accuracy_lies_on_its_curve(accuracy: float) -> None:
    assert parsed(accuracy_plots.accuracy_curve(accuracy, factories.CALIBRATION, ES)) is not None


def test_a_large_confusion_matrix_has_no_counts_but_a_description() -> None:
    matrix = tuple(tuple(int(row == column) for column in range(100)) for row in range(100))
    drawing = confusion_plots.confusion_figure(matrix, (), ES)
    assert "100 de 100" in (parsed(drawing).findtext(f"{SVG}desc") or "")
    assert "1" not in texts(drawing)


def test_an_empty_row_does_not_divide_by_zero() -> None:
    assert parsed(confusion_plots.confusion_figure(((0, 0), (1, 3)), ("a", "b"), ES)) is not None


def test_the_class_figure_names_blank_grades() -> None:
    drawing = points_figure(factories.whole_class(), ES)
    assert "sin nota todavía" in texts(drawing)
    assert parsed(points_figure([factories.ungraded()], ES)) is not None
    assert parsed(points_figure([], ES)) is not None


def test_drawing_leaves_the_settings_of_matplotlib_alone() -> None:
    before = dict(mpl.rcParams)
    with figure_style():
        figure = new_figure(2.0, 1.0)
        figure.add_subplot()
        to_svg(figure, name="empty", title="nothing", description="nothing")
    assert dict(mpl.rcParams) == before


def test_a_png_holds_exactly_its_pixels() -> None:
    pixels = np.arange(2 * 3 * 3, dtype=np.uint8).reshape(2, 3, 3)
    raw = b64decode(png_data_uri(pixels).split(",")[1])
    start = raw.index(b"IDAT") + 4
    size = int.from_bytes(raw[start - 8 : start - 4], "big")
    rows = np.frombuffer(zlib.decompress(raw[start : start + size]), np.uint8).reshape(2, 10)
    assert (rows[:, 0] == 0).all()
    assert (rows[:, 1:].reshape(2, 3, 3) == pixels).all()


@pytest.mark.parametrize(
    "pixels", [np.zeros((2, 2), np.uint8), np.zeros((2, 2, 3)), np.zeros((0, 2, 3), np.uint8)]
)
def test_other_arrays_are_refused(pixels: np.ndarray) -> None:
    with pytest.raises(ValueError, match="uint8"):
        png_data_uri(pixels)
