"""Updates in: stored before they are acknowledged, then answered one turn at a time for each chat."""
