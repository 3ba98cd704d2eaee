"""The actions of hooks: registered by being imported."""

from novation.control.hooks import deliveries, delivering, subscriptions, tokens

__all__ = ["deliveries", "delivering", "subscriptions", "tokens"]
