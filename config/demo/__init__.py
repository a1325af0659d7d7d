"""The demonstration: an invented round of a real province, loaded through the same acts that officers use."""
