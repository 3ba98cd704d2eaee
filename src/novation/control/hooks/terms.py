"""The states of tokens, subscriptions and deliveries."""

from __future__ import annotations

from novation.terms.vocabulary import Term


class TokenState(Term):
    LIVE = "live", "有效", "live"
    REVOKED = "revoked", "已撤销", "revoked"


class RightKind(Term):
    """What a right of a token names."""

    DEED = "deed", "办理", "deed"
    SIGHT = "sight", "查看", "sight"


class SubscriptionState(Term):
    ACTIVE = "active", "启用", "active"
    PAUSED = "paused", "暂停", "paused"
    REMOVED = "removed", "已移除", "removed"


class DeliveryState(Term):
    WAITING = "waiting", "待送", "waiting"
    DELIVERED = "delivered", "已送达", "delivered"
    GIVEN_UP = "given-up", "已放弃", "given up"
