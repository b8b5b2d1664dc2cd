"""The door a concern comes in by: referral, triage, and the way back to the referrer."""

from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "referrals"
    verbose_name = "Referrals"
