"""Every address of the portal, one table an app. An address that stands in none fails the build."""

from tests.access.urls import (
    account,
    agencies,
    cases,
    children,
    demo,
    desk,
    documents,
    duties,
    missing,
    referrals,
    reporting,
    screening,
)
from tests.access.urls.entry import Entry

TABLES = (
    account,
    agencies,
    cases,
    children,
    demo,
    desk,
    documents,
    duties,
    missing,
    referrals,
    reporting,
    screening,
)

URLS: dict[str, Entry] = {name: entry for table in TABLES for name, entry in table.URLS.items()}
