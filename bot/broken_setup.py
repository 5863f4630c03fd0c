"""The one error that ends the program with a sentence instead of a traceback."""


class BrokenSetup(Exception):  # noqa: N818 (the name is the message's subject)
    """Rafiq cannot run as it is set up; the message says in one line what is wrong and what to do."""
