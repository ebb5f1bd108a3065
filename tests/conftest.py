from pathlib import Path

import pytest
from hypothesis import settings

import collectguard as cg

settings.register_profile("untimed", deadline=None)  # a busy machine is no failure
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def sample_report(tmp_path_factory):
    """The folder that an analysis of the sample writes."""
    folder = tmp_path_factory.mktemp("report") / "sample"
    cg.analyze(sorted((Path(__file__).parents[1] / "sample_data").glob("*.xml"))).save(folder)
    return folder
