"""How the two languages are written: spelling, script, numbers, direction.

`normalise`, `skeleton` and `language` use nothing but the standard library and Python 3.10 syntax, because the language
model in `nlu/` runs them too: training and serving must see one and the same spelling.
"""
