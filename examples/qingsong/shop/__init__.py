"""The invented shop 青松文体: everything its generator needs, one file of the shop per module."""
