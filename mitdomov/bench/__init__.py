"""Packages of the program in; what they cost, in ratio to references of the same run, out."""
