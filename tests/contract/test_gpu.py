"""What happens with a GPU, as far as a machine without one can tell; docs/gpu.md has the rest."""

import pytest

from graders.errors import DeviceUnavailableError, ExecutorUnavailableError
from graders.sandbox.choose import open_executor
from graders.sandbox.gpu import gpu_devices, settle_device, try_gpu
from graders.sandbox.inside import driver_folders, environment
from graders.sandbox.nothing_runs import NothingRuns

pytestmark = [pytest.mark.sandbox]

no_gpu_here = pytest.mark.skipif(bool(gpu_devices()), reason="this machine has an NVIDIA device")


@pytest.fixture(scope="module")
def sandbox():
    try:
        return open_executor("bubblewrap-cold")
    except ExecutorUnavailableError as error:
        pytest.skip(str(error))


@pytest.mark.slow
@no_gpu_here
def test_probe_trains_and_names_the_backend_but_no_gpu(sandbox):
    """Without a GPU the probe still runs to its end, and equal trainings give equal weights."""
    found = try_gpu(sandbox, trains=True)
    assert found.problem == ""
    assert found.backend.startswith("tensorflow 2.")
    assert found.repeats
    assert len(found.seconds) == len(found.weights) == 2
    assert not found.usable


@no_gpu_here
def test_auto_takes_the_cpu_without_starting_anything():
    """A machine without an NVIDIA device pays nothing for `auto`."""
    assert settle_device("auto", NothingRuns()) == ("cpu", "")
    assert settle_device("cpu", NothingRuns()) == ("cpu", "")


@no_gpu_here
def test_a_gpu_that_is_not_there_is_refused_by_name():
    """`--device gpu` never grades on the CPU silently."""
    with pytest.raises(DeviceUnavailableError, match=r"no NVIDIA device.*--device cpu"):
        settle_device("gpu", NothingRuns())


def test_driver_beside_the_system_folders_is_shown_to_a_worker_with_a_gpu_only(
    tmp_path, monkeypatch
):
    """Container images keep the driver in a folder that no system folder holds."""
    (tmp_path / "libcuda.so.1").touch()
    monkeypatch.setenv("LD_LIBRARY_PATH", f"{tmp_path}/nothing:{tmp_path}")
    driver_folders.cache_clear()
    try:
        assert str(tmp_path) in driver_folders()
        assert str(tmp_path) in environment(gpu=True)["LD_LIBRARY_PATH"].split(":")
        assert "LD_LIBRARY_PATH" not in environment()
    finally:
        driver_folders.cache_clear()
