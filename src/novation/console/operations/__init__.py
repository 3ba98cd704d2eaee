"""Pages of the data plane's steps: inventory, classes, plan, package."""
