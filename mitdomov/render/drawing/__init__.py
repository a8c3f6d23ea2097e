"""What the magazine draws itself: an issue's number in, façades and streets as SVG out, by its palette."""
