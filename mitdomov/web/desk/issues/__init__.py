"""An issue at the desk: put together, checked, approved, published."""
