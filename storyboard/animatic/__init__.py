"""The drawing of clips as animatics: people, places and things from a board, without a model. Pillow loads on first use."""

from storyboard.animatic.animatic import animatic

__all__ = ["animatic"]
