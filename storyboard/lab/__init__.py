"""The workbench for prompts: what a prompt, a model or a template makes of real scripts, kept as runs, measured, compared."""
