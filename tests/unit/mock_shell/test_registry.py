"""The vendors that are served."""

import subprocess
import sys

import pytest

from vidlect_mock import registry


@pytest.mark.parametrize("name", registry.VENDORS)
def test_a_vendor_goes_by_its_name_in_the_registry(name):
    assert name == registry.load(name).NAME


def test_ports_are_different_and_none_is_the_control_port():
    offsets = [entry.port_offset for entry in registry.VENDORS.values()]
    assert len(set(offsets)) == len(offsets)
    assert min(offsets) > 0


def test_no_vendor_is_imported_before_it_is_asked_for():
    program = "import sys, vidlect_mock.registry; print([m for m in sys.modules if '.vendors.' in m])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
