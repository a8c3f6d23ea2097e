"""Czech text in, the same text set by the rules of ÚJČ out; over strings and over the tree."""
