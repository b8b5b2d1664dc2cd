"""What was sent to other authorities before there was a ledger of it, from the hand-overs kept.

Undone, nothing is taken back: a disclosure is never deleted, and its table goes with `agencies`.
"""

from django.db import migrations

SENT_BEFORE = """
INSERT INTO agencies_disclosure (
    id, record_kind, record_id, recipient, contact, purpose, because, items, sha256,
    origin_kind, origin_id, at, by_id
)
SELECT gen_random_uuid(), 'cases.case', offer.case_id, COALESCE(there.name, offer.to_place),
       offer.contact, 'TRANSFER', offer.because,
       COALESCE(
           (SELECT jsonb_agg(part -> 'title') FROM jsonb_array_elements(offer.packet) AS part
            WHERE jsonb_array_length(part -> 'goes') > 0),
           '[]'
       ),
       offer.packet_hash, 'cases.handover', offer.id, offer.offered_at, offer.by_id
FROM cases_handover AS offer
LEFT JOIN agencies_authority AS there ON there.id = offer.to_authority_id
WHERE offer.kind = 'AUTHORITY' AND offer.because <> ''
ON CONFLICT (origin_id) DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0002_disclosures"),
        ("cases", "0008_struck_words"),
    ]

    operations = [migrations.RunSQL(SENT_BEFORE, migrations.RunSQL.noop)]
