"""Metrics of generated samples on distributions whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest

from graders.analysis.copies import (
    duplicate_share,
    latent_distance,
    latent_jump,
    memorised_share,
    nearest_training_images,
)
from graders.analysis.distances import distances_by_chunk, nearest, neighbour_distances
from graders.analysis.generative_metrics import (
    class_shares,
    clipped_density,
    coverage,
    expected_coverage,
    kernel_distance,
    kernel_distances_of_splits,
    total_variation,
)

DIM = 12
CENTRES = np.random.default_rng(99).standard_normal((10, DIM)).astype(np.float32)


def real(count: int, seed: int, classes: range = range(10)) -> np.ndarray:
    """Points around ten centres, root mean square about 1: features of real images."""
    rng = np.random.default_rng(seed)
    labels = rng.choice(list(classes), count)
    spread = rng.standard_normal((count, DIM))
    return (0.8 * CENTRES[labels] + 0.5 * spread).astype(np.float32)


HELD_OUT = real(1_000, 1)
TRAIN = real(1_500, 2)
FRESH = real(800, 3)


def test_kernel_distance_of_real_samples_is_around_zero():
    """Unbiased: the mean over many pairs is nothing, so some are below zero."""
    found = [kernel_distance(real(200, 10 + n), real(300, 500 + n)) for n in range(40)]
    assert abs(np.mean(found)) < 3 * np.std(found) / np.sqrt(len(found))
    assert min(found) < 0 < max(found)


def test_kernel_distance_is_the_formula_on_a_small_example():
    """Two by two points, counted by hand: kernel (xy / d + 1)^3 with d = 1."""
    samples, others = np.array([[0.0], [1.0]]), np.array([[1.0], [-1.0]])
    # Within samples k(0, 1) = 1; within others k(1, -1) = 0; across 1, 1, 8, 0.
    assert kernel_distance(samples, others) == pytest.approx(1 + 0 - 2 * (1 + 1 + 8 + 0) / 4)


def test_splits_give_the_same_distances_as_the_direct_formula():
    """The mean of the quick splits is nothing, their spread that of direct pairs."""
    quick = kernel_distances_of_splits(HELD_OUT[:900], num_splits=200, seed=1)
    direct = [kernel_distance(real(450, n), real(450, 900 + n)) for n in range(25)]
    assert abs(quick.mean()) < 4 * quick.std() / np.sqrt(200)
    assert 0.5 < quick.std() / np.std(direct) < 2


def test_splits_of_four_points_are_all_the_pairs():
    """With two points a half the quick way equals the direct one."""
    points = np.array([[0.1], [0.4], [-0.3], [0.8]])
    pairs = [((0, 1), (2, 3)), ((0, 2), (1, 3)), ((0, 3), (1, 2))]
    direct = {round(kernel_distance(points[list(a)], points[list(b)]), 10) for a, b in pairs}
    quick = kernel_distances_of_splits(points, num_splits=50, seed=0)
    assert {round(value, 10) for value in quick} == direct


@pytest.mark.parametrize("metric", [kernel_distance, coverage, clipped_density])
def test_order_of_images_does_not_matter(metric):
    """A metric of a distribution knows no order."""
    order = np.random.default_rng(0).permutation(len(FRESH))
    assert metric(FRESH[order], HELD_OUT[::-1]) == pytest.approx(metric(FRESH, HELD_OUT))


@pytest.mark.parametrize("metric", [kernel_distance, coverage, clipped_density])
@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_features_that_are_not_finite_are_refused(metric, bad):
    """NaN must not look like a good distance."""
    broken = FRESH.copy()
    broken[3, 2] = bad
    with pytest.raises(ValueError, match="finite"):
        metric(broken, HELD_OUT)
    with pytest.raises(ValueError, match="shapes"):
        metric(FRESH[:, 1:], HELD_OUT)


def test_expected_coverage_is_0_969_for_five_neighbours():
    """For samples of one large size the expectation is nearly 1 - 2^-k."""
    assert expected_coverage(2_000, 2_000) == pytest.approx(0.969, abs=1e-3)


@pytest.mark.parametrize("count", [300, 800, 1_000])
def test_coverage_and_density_of_real_images_are_one(count):
    """Both are divided by what real images reach, whatever the size of the sample."""
    assert coverage(real(count, 7), HELD_OUT) == pytest.approx(1.0, abs=0.05)
    assert clipped_density(real(count, 7), HELD_OUT) == pytest.approx(1.0, abs=0.1)


def test_dropped_classes_cost_more_the_more_are_dropped():
    """Distance grows, coverage falls in step with the classes that are left."""
    kept = [real(800, 5, range(first, 10)) for first in (0, 1, 3, 5, 9)]
    distances = [kernel_distance(sample, HELD_OUT) for sample in kept]
    covered = [coverage(sample, HELD_OUT) for sample in kept]
    assert distances == sorted(distances)
    assert covered == sorted(covered, reverse=True)
    assert covered[3] == pytest.approx(0.5, abs=0.1)


def test_density_falls_with_the_share_of_noise():
    """Samples far from everything count nothing; density follows the share of good ones."""
    noise = np.full((240, DIM), 30.0, np.float32) + real(240, 8)
    mixed = np.concatenate([FRESH[:560], noise])
    assert clipped_density(mixed, HELD_OUT) == pytest.approx(
        0.7 * clipped_density(FRESH[:560], HELD_OUT), rel=0.01
    )


def test_far_samples_do_not_drown_the_distance():
    """A hundred times farther makes the kernel distance no larger."""
    far = np.concatenate([FRESH[:-8], 10 * CENTRES[:8]])
    farther = np.concatenate([FRESH[:-8], 1_000 * CENTRES[:8]])
    assert kernel_distance(far, HELD_OUT) == pytest.approx(kernel_distance(farther, HELD_OUT))


def test_class_shares_count_the_largest_probability():
    """The last column is the class of no class."""
    classes = np.array([[0.9, 0.1, 0.0], [0.2, 0.7, 0.1], [0.1, 0.2, 0.7], [0.8, 0.1, 0.1]])
    np.testing.assert_allclose(class_shares(classes), [0.5, 0.25, 0.25])
    assert total_variation(np.array([1.0, 0, 0]), np.array([0, 0.5, 0.5])) == 1.0


def test_copies_are_told_from_new_images():
    """Training images are copies, with a little noise as well; new ones are not."""
    noise = 0.02 * np.random.default_rng(4).standard_normal((800, DIM)).astype(np.float32)
    shares = [
        memorised_share(sample, train=TRAIN, held_out=HELD_OUT)
        for sample in (TRAIN[:800], TRAIN[:800] + noise, FRESH)
    ]
    assert shares[0] == 1.0
    assert shares[1] > 0.9
    assert shares[2] < 0.03


def test_drawing_a_dense_class_often_is_no_copying():
    """Simple images lie close together: their distances are judged by their surroundings."""
    rng = np.random.default_rng(6)

    def mixed(count: int, share: float) -> np.ndarray:
        dense = rng.random((count, 1)) < share
        points = rng.standard_normal((count, DIM)) * np.where(dense, 0.1, 1.0)
        return (points + 5.0 * dense).astype(np.float32)

    train, held_out, only_dense = mixed(1_500, 0.1), mixed(1_000, 0.1), mixed(800, 1.0)
    assert memorised_share(only_dense, train=train, held_out=held_out) < 0.05


def test_repeats_are_found_and_new_images_are_not():
    """Three hundred images drawn again and again are nearly all repeats."""
    again = FRESH[np.random.default_rng(5).integers(0, 200, 800)]
    assert duplicate_share(again, held_out=HELD_OUT) > 0.9
    assert duplicate_share(FRESH, held_out=HELD_OUT) < 0.01


def test_a_generator_deaf_to_noise_has_no_latent_distance():
    """One image for all noise is 0, new images are about 1; a small step moves a little."""
    assert latent_distance(np.repeat(FRESH[:1], 100, axis=0), held_out=HELD_OUT) == 0.0
    assert latent_distance(FRESH, held_out=HELD_OUT) == pytest.approx(1.0, abs=0.1)
    assert latent_jump(FRESH, FRESH[:100], held_out=HELD_OUT) == 0.0
    assert latent_jump(FRESH, FRESH[:100] + 0.01, held_out=HELD_OUT) == pytest.approx(
        0.01, abs=0.005
    )
    assert latent_jump(FRESH, FRESH[100:200], held_out=HELD_OUT) > 0.5


def test_distances_are_those_of_the_plain_formula():
    """Chunks and the matrix product change nothing but the speed."""
    plain = np.linalg.norm(FRESH[:, None] - TRAIN[None], axis=2)
    np.testing.assert_allclose(
        np.concatenate(list(distances_by_chunk(FRESH, TRAIN))), plain, atol=1e-3
    )
    np.testing.assert_array_equal(nearest(FRESH, TRAIN)[0], plain.argmin(axis=1))
    within = np.sort(np.linalg.norm(FRESH[:, None] - FRESH[None], axis=2), axis=1)
    np.testing.assert_allclose(neighbour_distances(FRESH, 5), within[:, 5], atol=1e-3)


def test_too_few_points_have_no_neighbours():
    """Five neighbours need six points."""
    with pytest.raises(ValueError, match="5-th nearest"):
        neighbour_distances(FRESH[:5], 5)


def test_nearest_training_image_of_a_training_image_is_itself():
    """Pictures for the report show the right neighbour."""
    images = np.random.default_rng(0).integers(0, 256, (50, 8, 8, 1)).astype(np.uint8)
    np.testing.assert_array_equal(nearest_training_images(images[10:20], images), range(10, 20))
