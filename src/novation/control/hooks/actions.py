"""The actions of hooks: registered by being imported."""

from novation.control.hooks import deliveries, subscriptions, tokens

__all__ = ["deliveries", "subscriptions", "tokens"]
