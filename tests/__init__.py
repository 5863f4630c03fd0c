"""The tests: each reads as a sentence about a patient or a clinic."""
