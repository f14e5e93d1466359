"""What a site has beside its pages: pure functions of the library that give (path, bytes)."""
