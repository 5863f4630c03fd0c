"""Rafiq: a companion for the patients of aesthetic clinics, in Arabic and Persian."""

__version__ = "0.1.0"
