"""What the magazine draws itself: a number of an issue in, its façades and street as SVG out."""
