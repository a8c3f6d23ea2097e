"""What events, materials and webinars have in common: rows, their text, publishing."""
