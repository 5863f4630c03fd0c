"""One built-in gate for all tests: it keeps nothing between two messages but what words mean."""

import pytest

from bot.safety.gate import Gate
from bot.settings import ROOT


@pytest.fixture(scope="session")
def gate() -> Gate:
    """Return the gate that the product ships."""
    return Gate.load(ROOT / "content" / "safety")
