"""People who sign in: their accounts and roles, and the audit log of what they did."""
