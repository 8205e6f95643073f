"""storyboard: a compiler from screenplays to film."""

__version__ = "0.1.0"
