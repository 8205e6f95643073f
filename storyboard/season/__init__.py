"""All episodes of a folder: prepared, asked about, filmed and assembled at once, resumable for days."""
