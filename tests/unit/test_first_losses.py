"""What a page names first: the largest losses, each question once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graders.domain.first_losses import Loss, in_reading_order


def loss(criterion: str, points: float, part: str = "") -> Loss:
    """A loss whose row has the name of its criterion."""
    return Loss(item=f"{part}{criterion}", criterion=criterion, part=part, points=points)


def names(*losses: Loss) -> list[str]:
    """Rows in the order in which they are read."""
    return [entry.item for entry in in_reading_order(losses)]


def test_larger_losses_come_first_and_rows_without_loss_are_left_out():
    assert names(loss("pooling", 2), loss("hidden_accuracy", 20), loss("style", 0)) == [
        "hidden_accuracy",
        "pooling",
    ]


def test_samples_speak_once_before_the_row_that_says_why():
    assert names(
        loss("sample_quality", 20),
        loss("sample_diversity", 13),
        loss("class_balance", 12),
        loss("generator_output", 3),
    ) == ["sample_quality", "generator_output", "sample_diversity", "class_balance"]


def test_two_models_are_two_questions():
    assert names(loss("long_lags", 15, "a"), loss("recall_by_lag", 9, "b")) == [
        "along_lags",
        "brecall_by_lag",
    ]


@given(
    st.lists(
        st.builds(
            loss,
            st.sampled_from(["sample_quality", "class_balance", "style", "pooling"]),
            st.floats(min_value=0, max_value=50),
        )
    )
)
def test_no_loss_is_dropped_and_the_largest_is_first(losses: list[Loss]):
    ordered = in_reading_order(losses)
    lost = [entry for entry in losses if entry.points > 0]
    assert sorted(entry.points for entry in ordered) == sorted(entry.points for entry in lost)
    if lost:
        assert ordered[0].points == max(entry.points for entry in lost)
