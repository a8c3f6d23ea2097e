"""What people plan, see and decide of a dispatch, before its letters leave and after."""
