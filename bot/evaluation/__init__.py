"""How well patients are understood: labelled messages in, figures and a report out."""
