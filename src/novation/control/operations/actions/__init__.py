"""The actions of operations: on projects, on jobs, on one person's record, on what a request changes."""

from novation.control.operations.actions import (
    corrections,
    fulfilling,
    jobs,
    looks,
    projects,
    running,
    travelling,
)

__all__ = ["corrections", "fulfilling", "jobs", "looks", "projects", "running", "travelling"]
