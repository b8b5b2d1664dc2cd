"""The referrals of a case, as its file, pack and print show them."""

from __future__ import annotations

from agencies.permissions import Permission
from cases.sections import Section, register
from referrals.selectors import section

register(
    Section(
        name="referrals",
        title="Referrals",
        order=20,
        permission=Permission.REFERRAL_VIEW,
        template="referrals/_section.html",
        read=section,
    )
)
