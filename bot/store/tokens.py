"""Tokens of one-time links: who holds one may do one thing once. Only their SHA-256 is ever stored."""

import hashlib
import secrets

_SECRET_BYTES = 24


def new_token() -> str:
    """Return a fresh token that cannot be guessed: 32 letters, digits, "-" and "_". It says nothing of any patient."""
    return secrets.token_urlsafe(_SECRET_BYTES)


def digest_of(token: str) -> str:
    """Return what is stored of a token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
