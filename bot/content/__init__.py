"""The clinic's curated content: read (`load`), checked (`check`), rendered (`Catalogue.answer`).

Answers are keyed by topic, programme and language. Texts name facts, never numbers; facts are typed and stand once.
"""
