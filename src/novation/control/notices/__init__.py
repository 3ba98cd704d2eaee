"""Notices to customers: their text against the law's checklist, approval, and how sending stands; never a contact."""
