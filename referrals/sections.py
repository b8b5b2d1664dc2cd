"""The referrals of a case, as its file, pack and print show them; the letter to the referrer."""

from __future__ import annotations

from agencies.permissions import Permission
from cases import letters
from cases.sections import Section, register
from children.belongings import Kind
from children.belongings import register as register_belonging
from documents.letters import Kind as LetterKind
from referrals.models import Referral
from referrals.selectors import section
from referrals.selectors.letters import NOBODY, referrer_letter, referrers_to_write
from referrals.selectors.standing import referrals_on
from referrals.services import place_referral

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
letters.register(
    letters.Writable(
        LetterKind.REFERRER_OUTCOME,
        "referrer",
        "The outcome, for the referrer",
        20,
        NOBODY,
        referrers_to_write,
        referrer_letter,
    )
)
register_belonging(Kind(Referral, referrals_on, place_referral, route="referrals:detail"))
