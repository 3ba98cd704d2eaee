"""The codes of the cue families that the finders ask for, as constants."""

from __future__ import annotations

from novation.inventory.kernels.vocabulary import FAMILY

NEG, BIRTH, OTHERDATE = FAMILY["NEG"], FAMILY["BIRTH"], FAMILY["OTHERDATE"]
MOBILE, LANDLINE, PHONE = FAMILY["MOBILE"], FAMILY["LANDLINE"], FAMILY["PHONE"]
WECHAT, QQ = FAMILY["WECHAT"], FAMILY["QQ"]
CARD, PASSPORT, DOCUMENT, RESIDENT = (
    FAMILY["CARD"],
    FAMILY["PASSPORT"],
    FAMILY["DOCUMENT"],
    FAMILY["RESIDENT"],
)
PERMIT, TWPERMIT, SOCIAL, FUND = FAMILY["PERMIT"], FAMILY["TWPERMIT"], FAMILY["SOCIAL"], FAMILY["FUND"]
STUDENT, MILITARY, IMEI, GPS = FAMILY["STUDENT"], FAMILY["MILITARY"], FAMILY["IMEI"], FAMILY["GPS"]
HKID, TWID, MOID = FAMILY["HKID"], FAMILY["TWID"], FAMILY["MOID"]
VERSION, HANDLE, PLATE = FAMILY["VERSION"], FAMILY["HANDLE"], FAMILY["PLATE"]

NINO = FAMILY["N_NINO"]

NATIONAL = FAMILY["N_SSN"]
"""The first family of national numbers; all later families are such."""
CANDIDATE = 128
"""Types from here on are candidates: family minus NATIONAL plus CANDIDATE; the second stage judges them."""
SHAPED_CANDIDATE = 255
"""A candidate that its shape proposes without a word."""
