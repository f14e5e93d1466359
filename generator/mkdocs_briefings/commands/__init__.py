"""The commands of `briefings`, a module each."""
