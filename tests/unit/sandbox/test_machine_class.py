"""Two machines are of one class when nothing that decides bits differs."""

from __future__ import annotations

import pytest

from graders.sandbox.machine_class import machine_class, this_machine

CPU = """processor\t: 0
vendor_id\t: AuthenticAMD
cpu family\t: 25
model\t\t: 17
model name\t: AMD EPYC 9B14
flags\t\t: fpu sse2 avx2 fma ibpb hypervisor

processor\t: 1
model name\t: something else
"""
ARM = "processor\t: 0\nFeatures\t: fp asimd evtstrm sve\nCPU part\t: 0xd40\n"
GPU = "Model: \t\t NVIDIA H100 80GB HBM3\nIRQ:   \t\t 81\n"
DRIVER = "NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.54.15  Tue Mar  5 22:23:56 UTC 2024"
OPEN_DRIVER = "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  570.86.15  Release Build"


def make(**changes):
    known = {
        "cpu_info": CPU,
        "gpu_info": "",
        "gpu_version": "",
        "threads": 1,
        "versions": {"tensorflow": "2.21.0"},
    }
    return machine_class(**(known | changes))


def test_name_numbers_and_arithmetic_of_the_first_processor_are_read():
    found = make()
    assert found.cpu == "AMD EPYC 9B14 (25/17)"
    assert found.vector_extensions == ("avx2", "fma", "sse2")
    assert make(cpu_info=ARM).vector_extensions == ("asimd", "sve")


def test_flags_that_change_no_sum_do_not_make_a_class():
    assert make(cpu_info=CPU.replace(" ibpb", "")).id == make().id


@pytest.mark.parametrize(
    "changes",
    [
        {"cpu_info": CPU.replace("fma", "")},
        {"cpu_info": CPU.replace("model\t\t: 17", "model\t\t: 1")},
        {"threads": 2},
        {"versions": {"tensorflow": "2.22.0"}},
        {"gpu_info": GPU, "gpu_version": DRIVER},
    ],
)
def test_what_may_change_bits_makes_another_class(changes):
    assert make(**changes).id != make().id


@pytest.mark.parametrize(("text", "driver"), [(DRIVER, "550.54.15"), (OPEN_DRIVER, "570.86.15")])
def test_a_graphics_processor_is_named_with_its_driver(text, driver):
    found = make(gpu_info=GPU, gpu_version=text)
    assert (found.gpu, found.gpu_driver) == ("NVIDIA H100 80GB HBM3", driver)
    assert "NVIDIA H100" in found.said


def test_a_machine_without_these_files_has_a_class_too():
    assert make(cpu_info="").id
    assert this_machine("cpu", 1).id == this_machine("cpu", 1).id
