"""Flat drawings in the colours of the magazine, for the sample issue."""
