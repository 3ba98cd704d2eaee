"""The actions of operations: on projects, on jobs, on one person's record, on what a request changes."""

from novation.control.operations.actions import fulfilling, jobs, looks, projects, running, sampling

__all__ = ["fulfilling", "jobs", "looks", "projects", "running", "sampling"]
