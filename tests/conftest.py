import os

from hypothesis import settings

settings.register_profile("usual", deadline=None)  # a busy machine is no failure
settings.register_profile("thorough", deadline=None, max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))
