"""The officers' door: pages and forms over the acts."""
