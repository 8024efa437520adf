"""What a reader finds in the figures of a group's page: lines, words, and exact values in tips."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest

from graders.domain.evidence import TrainingHistory
from graders.reports import (
    accuracy_plots,
    class_plots,
    confusion_plots,
    curve_plots,
    generative_plots,
    quality_plots,
    recall_plots,
)
from graders.reports.charts.palette import BLUE, ORANGE
from graders.reports.charts.text_width import text_width
from graders.reports.messages.text import Language
from tests import grade_factories as factories
from tests.class_factories import class_of_a_term
from tests.course_factories import ANCHORS
from tests.evidence_factories import (
    make_adversarial,
    make_fine_scores,
    make_generative_scores,
    make_history,
    make_recall_scores,
    make_scores,
    make_text_scores,
)
from tests.unit.reports.test_plots import SVG, parsed, texts

ES, EN = Language.ES, Language.EN
BOUNDARIES = (Decimal(60), Decimal(85))
ROOT = Path(__file__).resolve().parents[3]


def tips(drawing: str) -> list[str]:
    root = parsed(drawing)
    return [
        node.findtext(f"{SVG}title") or ""
        for node in root.iter()
        if node is not root and node.find(f"{SVG}title") is not None
    ]


def lines(drawing: str, colour: str) -> list[ElementTree.Element]:
    """Paths of that colour with more than two corners, or broken ones: no rules, no swatches."""
    return [
        node
        for node in parsed(drawing).iter(f"{SVG}path")
        if node.attrib.get("stroke") == colour and node.attrib.get("fill") == "none"
    ]


def words_of(drawing: str) -> Iterator[tuple[float, float, float, float, str]]:
    """Edges of every level text as estimated, and what it says."""
    for node in parsed(drawing).iter(f"{SVG}text"):
        if "transform" in node.attrib:
            continue
        size = float(node.attrib.get("font-size", "13"))
        said = "".join(node.itertext())
        width = text_width(said, size, bold="font-weight" in node.attrib)
        x, bottom = float(node.attrib["x"]), float(node.attrib["y"])
        share = {"start": 0.0, "middle": 0.5, "end": 1.0}[node.attrib.get("text-anchor", "start")]
        yield x - share * width, bottom - 0.75 * size, x + (1 - share) * width, bottom, said


def all_figures(language: Language) -> dict[str, str]:
    scores, memory, generated = make_scores(0.62, 0.81), make_recall_scores(), None
    generated = make_generative_scores()
    history, pair = make_history(0.7, 0.8), make_adversarial().history
    assert pair is not None
    lost = replace(memory, accuracy_by_lag=((8, 0.99), (16, 0.1), (32, 0.02), (64, 0.0)))
    return {
        "loss": curve_plots.learning_curve(history, "loss", language),
        "accuracy": curve_plots.learning_curve(history, "accuracy", language),
        "gap": accuracy_plots.gap_figure(scores, factories.CALIBRATION, language),
        "gap whole": accuracy_plots.gap_figure(
            make_scores(0.0, 1.0), factories.CALIBRATION, language
        ),
        "gap negative": accuracy_plots.gap_figure(
            make_scores(0.9, 0.2), factories.CALIBRATION, language
        ),
        **{
            f"curve {accuracy}": accuracy_plots.accuracy_curve(
                accuracy, factories.CALIBRATION, language
            )
            for accuracy in (0.0, 0.3, 0.45, 0.6, 0.9, 1.0)
        },
        "confusion": confusion_plots.confusion_figure(scores.confusion_matrix, (), language),
        "two classes": confusion_plots.confusion_figure(
            make_text_scores(0.8, 0.9).confusion_matrix, ("negativa", "positiva"), language
        ),
        "lag": recall_plots.lag_figure(memory, language),
        "lag lost": recall_plots.lag_figure(lost, language),
        "probes": recall_plots.probes_figure(memory, language),
        "quality": quality_plots.quality_figure(generated, ANCHORS, language),
        "shares": generative_plots.class_share_figure(generated, factories.CLASS_NAMES, language),
        "adversarial": generative_plots.loss_figure(pair, language),
        "discriminator": generative_plots.discriminator_figure(pair, language),
        "class": class_plots.points_figure(class_of_a_term(), language, boundaries=BOUNDARIES),
        "spread": class_plots.spread_figure(class_of_a_term(), language, boundaries=BOUNDARIES),
    }


@pytest.mark.parametrize("language", list(Language))
def test_no_words_run_into_others_or_out_of_a_figure(language: Language) -> None:
    """Even in a wide font every text has its own place, in both languages."""
    for name, drawing in all_figures(language).items():
        width, height = map(float, parsed(drawing).attrib["viewBox"].split()[2:])
        placed = list(words_of(drawing))
        for left, top, right, bottom, said in placed:
            assert left >= -0.5, (name, said)
            assert right <= width + 0.5, (name, said)
            assert top >= 0, (name, said)
            assert bottom <= height, (name, said)
        for number, one in enumerate(placed):
            for other in placed[number + 1 :]:
                apart = (
                    one[2] <= other[0] + 0.5
                    or other[2] <= one[0] + 0.5
                    or one[3] <= other[1] + 0.5
                    or other[3] <= one[1] + 0.5
                )
                assert apart, (name, one[4], other[4])


def test_figures_are_the_same_bytes_each_time_and_scale() -> None:
    first, second = all_figures(ES), all_figures(ES)
    assert first == second
    for drawing in first.values():
        root = parsed(drawing)
        assert "viewBox" in root.attrib
        assert re.fullmatch(r"max-width:\d+px", root.attrib["style"])


def test_a_learning_curve_is_two_lines_told_apart_without_colour() -> None:
    drawing = curve_plots.learning_curve(make_history(0.7, 0.8), "accuracy", ES)
    (train,), (validation,) = lines(drawing, BLUE), lines(drawing, ORANGE)
    assert "stroke-dasharray" not in train.attrib
    assert "stroke-dasharray" in validation.attrib
    markers = [node.tag for node in parsed(drawing).iter() if node.attrib.get("fill") == ORANGE]
    assert set(markers) == {f"{SVG}rect"}


def test_each_epoch_tells_both_values() -> None:
    history = TrainingHistory(
        metrics={"loss": (2.30259, float("nan"), 1.25), "val_loss": (2.2, 1.9)},
        epochs_requested=3,
        epochs_run=3,
        examples_seen=1,
        budget_reached=False,
    )
    assert tips(curve_plots.learning_curve(history, "loss", ES)) == [
        "Época 1: Entrenamiento 2,303; Validación 2,2",
        "Época 2: Entrenamiento nan; Validación 1,9",
        "Época 3: Entrenamiento 1,25",
    ]


def test_epochs_without_a_finite_value_are_left_out_of_the_line() -> None:
    history = replace(make_history(0.7, 0.8), metrics={"loss": (2.0, float("inf"), 1.5, 1.0)})
    (line,) = lines(curve_plots.learning_curve(history, "loss", EN), BLUE)
    assert line.attrib["d"].count("M") == 2


def test_a_history_without_values_says_so() -> None:
    empty = replace(make_history(0.7, 0.8), metrics={"loss": (float("nan"),)})
    assert "No hay valores finitos que mostrar." in texts(
        curve_plots.learning_curve(empty, "loss", ES)
    )


def test_a_long_history_stays_a_small_figure() -> None:
    long = make_history(0.7, 0.8, epochs=2000)
    assert len(curve_plots.learning_curve(long, "loss", ES)) < 100_000


def test_numbers_have_the_mark_and_percentages_the_form_of_the_language() -> None:
    history = make_history(0.7, 0.8)
    assert "1,0" in texts(curve_plots.learning_curve(history, "loss", ES))
    assert "1.0" in texts(curve_plots.learning_curve(history, "loss", EN))
    assert "50 %" in texts(curve_plots.learning_curve(history, "accuracy", ES))
    assert "50%" in texts(curve_plots.learning_curve(history, "accuracy", EN))


def test_the_gap_names_its_bars_its_size_and_its_zones_with_patterns() -> None:
    drawing = accuracy_plots.gap_figure(make_scores(0.62, 0.81), factories.CALIBRATION, ES)
    assert {"81,0 %", "62,0 %", "brecha 19,0 pp", "10 pp", "26 pp"} <= set(texts(drawing))
    assert "Entrenamiento: 81,0 %" in tips(drawing)
    assert len(list(parsed(drawing).iter(f"{SVG}pattern"))) == 2


def test_every_cell_tells_what_was_taken_for_what() -> None:
    drawing = confusion_plots.confusion_figure(((3, 1), (0, 4)), ("gato", "perro"), ES)
    assert tips(drawing) == [
        "gato → gato: 3 de 4 (75,0 %)",
        "gato → perro: 1 de 4 (25,0 %)",
        "perro → perro: 4 de 4 (100,0 %)",
    ]
    assert [said for said in texts(drawing) if said.isdigit()] == ["3", "1", "4"]


def test_rows_of_a_hundred_classes_tell_how_many_are_right_and_stay_small() -> None:
    matrix = make_fine_scores(0.4, 0.5).confusion_matrix
    drawing = confusion_plots.confusion_figure(matrix, (), EN)
    assert len(tips(drawing)) == 100
    assert tips(drawing)[7] == "7: 16 of 40 on the diagonal (40.0%)"
    assert len(drawing) < 60_000


def test_lags_probes_and_shares_tell_their_values() -> None:
    memory = make_recall_scores()
    lag = recall_plots.lag_figure(memory, ES)
    assert "32 símbolos, 87,4 %" in tips(lag)
    assert {"99,5 %", "98,1 %", "87,4 %", "71,0 %", "adivinar: 12,5 %"} <= set(texts(lag))
    probes = recall_plots.probes_figure(memory, ES)
    assert "con señuelo: 84,2 %" in tips(probes)
    assert "no se pudo medir" in texts(probes)
    shares = generative_plots.class_share_figure(
        make_generative_scores(), factories.CLASS_NAMES, EN
    )
    assert "disk: 21.0%" in tips(shares)
    assert "none: 4.0%" in tips(shares)


def test_each_group_tells_its_points_and_their_interval() -> None:
    drawing = class_plots.points_figure(class_of_a_term(), ES, boundaries=BOUNDARIES)
    told = tips(drawing)
    assert any(re.fullmatch(r"g03: 33 \(de 3[12],\d+ a 3[34],\d+\)", said) for said in told)
    assert "g04: 72,5" in told
    assert {"límite: 60, 85", "con su intervalo del 95 %"} <= set(texts(drawing))


def test_the_spread_counts_every_group_once() -> None:
    """The last step holds the maximum; blank grades are in none."""
    best = [replace(factories.strong(), group=f"g{number}") for number in range(70)]
    drawing = class_plots.spread_figure([*best, *factories.whole_class()], EN)
    counts = [int(said.rsplit(" ", 1)[1]) for said in tips(drawing)]
    assert sum(counts) == 78
    assert "95 to 100 points; groups: 71" in tips(drawing)


def test_a_generators_measures_stand_beside_what_they_are_compared_with() -> None:
    drawing = quality_plots.quality_figure(make_generative_scores(), ANCHORS, ES)
    assert {"Distancia (KID): 0,0127", "referencia: 0,0085", "sin entrenar: 0,412"} <= set(
        tips(drawing)
    )
    assert texts(drawing).count("reales") == 4


def test_steps_of_a_training_tell_the_losses() -> None:
    history = make_adversarial().history
    assert history is not None
    told = tips(generative_plots.loss_figure(history, ES))
    assert 20 <= len(told) <= 60
    assert re.fullmatch(r"Paso \d+: Generador [\d,]+; Discriminador [\d,]+", told[3])


def test_pages_do_without_matplotlib() -> None:
    """It takes a second to import; only calibrations and validations are drawn with it."""
    program = (
        "import sys\n"
        "from graders.reports.html import render_class_page, render_group_page\n"
        "from tests import course_factories as course, grade_factories as factories\n"
        "assert '<svg' in render_class_page(factories.class_report())\n"
        "pages = [factories.group_report(factories.strong()), course.lstm_report(),\n"
        "         course.gan_report(), course.fine_report()]\n"
        "assert all('<svg' in render_group_page(page) for page in pages)\n"
        "sys.exit('matplotlib' in sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)
