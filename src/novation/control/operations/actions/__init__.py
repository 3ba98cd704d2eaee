"""The actions of operations: on projects, on jobs, on one person's record, on what a request changes."""

from novation.control.operations.actions import (
    arrivals,
    corrections,
    fulfilling,
    jobs,
    looks,
    projects,
    running,
    sampling,
    travelling,
)

__all__ = [
    "arrivals",
    "corrections",
    "fulfilling",
    "jobs",
    "looks",
    "projects",
    "running",
    "sampling",
    "travelling",
]
