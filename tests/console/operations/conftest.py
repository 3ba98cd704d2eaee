"""The same case and projects as in the tests of the control plane."""

from tests.control.operations.conftest import at_once, fresh, home, house, planned, planned_folder

__all__ = ["at_once", "fresh", "home", "house", "planned", "planned_folder"]
