"""What was heard, held against what had to be said. Pure: no sound is opened here and nobody is asked."""

from storyboard.hearing.due import due_of
from storyboard.hearing.judge import judge

__all__ = ["due_of", "judge"]
