"""Materials for download, with the earlier versions of their files."""
