"""The buyer takes over: what the package binds it to becomes answers, requests, tasks and obligations of its own case."""
