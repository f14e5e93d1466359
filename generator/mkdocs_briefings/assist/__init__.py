"""Help for contributors: from an article to a draft, and terms suggested for what is there."""
