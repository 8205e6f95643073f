"""The program's work as tools of the Model Context Protocol: read, plan, explain, quote, and buy what was quoted."""
