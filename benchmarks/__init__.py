"""What the figures of README come from. Run from the repository: `.venv/bin/python -m benchmarks.turns`."""
