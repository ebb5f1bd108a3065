"""How a file is cut into blocks changes nothing."""

import pytest

from collectguard.errors import UnsafeInputError
from tests.parsers.cases import NAMES, backup, expectation
from tests.parsers.reading import reading

SIZES = (1, 2, 3, 7, 16, 63, 64, 65, 1000)


@pytest.mark.parametrize("name", NAMES)
def test_blocks_of_all_sizes(name):
    data = backup(name).read_bytes()
    if "error" in expectation(name):
        for size in SIZES:
            with pytest.raises(UnsafeInputError):
                reading(data, size)
        return
    whole = reading(data)
    for size in SIZES:
        assert reading(data, size) == whole, f"blocks of {size} bytes"
