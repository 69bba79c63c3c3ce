"""The page to explore a vision in: one HTML file that holds all it needs, made piece by piece."""
