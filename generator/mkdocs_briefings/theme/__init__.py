"""The theme `briefings`: MkDocs finds it here; its files are in templates/theme/."""
