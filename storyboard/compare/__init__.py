"""Columns of runs, single runs or boards against each other: figures, shots side by side, a judge's opinion."""
