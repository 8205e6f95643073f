"""The order of the stages, what is resumed, and what a production is on disk."""
