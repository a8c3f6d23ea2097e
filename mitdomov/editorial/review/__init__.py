"""Authors' proofs and approvals of issues."""
