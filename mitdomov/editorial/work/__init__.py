"""Long work of the worker as rows."""
