"""The actions of operations: on projects, on jobs, on one person's record."""

from novation.control.operations.actions import jobs, looks, projects, running

__all__ = ["jobs", "looks", "projects", "running"]
