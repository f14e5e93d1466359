"""Vendored country data; LICENCES.md says where it comes from."""
