"""Events of the team and of published issues, for readers and for their calendars."""
