"""The desk's pages of events, materials, webinars and implementers."""
