"""Whether the addresses that briefings rest on still lead somewhere: checking, the record, the report."""
