"""A fact says which row it was written in place of, and whether that row was wrong.

The columns are added by one statement a table: by one operation each, Django renders every model
anew fifty-four times, a third of what all migrations take.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

TABLES = (
    "address",
    "alias",
    "carestatus",
    "childdisability",
    "identifier",
    "keyperson",
    "placement",
    "safecontact",
    "schooling",
)
ADD = """
ALTER TABLE children_{table}
    ADD because varchar(400) NOT NULL DEFAULT '',
    ADD is_correction boolean NOT NULL DEFAULT false,
    ADD instead_of_id uuid UNIQUE REFERENCES children_{table} DEFERRABLE INITIALLY DEFERRED,
    ADD CONSTRAINT {table}_corrects_another
        CHECK (NOT is_correction OR instead_of_id IS NOT NULL);
ALTER TABLE children_{table}
    ALTER because DROP DEFAULT,
    ALTER is_correction DROP DEFAULT;
ALTER TABLE children_{table}event
    ADD because varchar(400) NOT NULL DEFAULT '',
    ADD is_correction boolean NOT NULL DEFAULT false,
    ADD instead_of_id uuid;
ALTER TABLE children_{table}event
    ALTER because DROP DEFAULT,
    ALTER is_correction DROP DEFAULT;
CREATE INDEX {table}event_instead_of ON children_{table}event (instead_of_id);
"""
TAKE_AWAY = """
ALTER TABLE children_{table}event DROP because, DROP is_correction, DROP instead_of_id;
ALTER TABLE children_{table} DROP because, DROP is_correction, DROP instead_of_id;
"""


def of_each(sql: str) -> str:
    return "".join(sql.format(table=table) for table in TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_initial"),
        ("children", "0002_search"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(of_each(ADD), of_each(TAKE_AWAY))],
            state_operations=[
                migrations.AddField(
                    model_name="address",
                    name="because",
                    field=models.CharField(blank=True, max_length=400),
                ),
                migrations.AddField(
                    model_name="address",
                    name="instead_of",
                    field=models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successor",
                        to="children.address",
                    ),
                ),
                migrations.AddField(
                    model_name="address",
                    name="is_correction",
                    field=models.BooleanField(default=False),
                ),
                migrations.AddField(
                    model_name="addressevent",
                    name="because",
                    field=models.CharField(blank=True, max_length=400),
                ),
                migrations.AddField(
                    model_name="addressevent",
                    name="instead_of",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="children.address",
                    ),
                ),
                migrations.AddField(
                    model_name="addressevent",
                    name="is_correction",
                    field=models.BooleanField(default=False),
                ),
                migrations.AddField(
                    model_name="alias",
                    name="because",
                    field=models.CharField(blank=True, max_length=400),
                ),
                migrations.AddField(
                    model_name="alias",
                    name="instead_of",
                    field=models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successor",
                        to="children.alias",
                    ),
                ),
                migrations.AddField(
                    model_name="alias",
                    name="is_correction",
                    field=models.BooleanField(default=False),
                ),
                migrations.AddField(
                    model_name="aliasevent",
                    name="because",
                    field=models.CharField(blank=True, max_length=400),
                ),
                migrations.AddField(
                    model_name="aliasevent",
                    name="instead_of",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="children.alias",
                    ),
                ),
                migrations.AddField(
                    model_name="aliasevent",
                    name="is_correction",
                    field=models.BooleanField(default=False),
                ),
                migrations.AddField(
                    model_name="carestatus",
                    name="because",
                    field=models.CharField(blank=True, max_length=400),
                ),
                migrations.AddField(
                    model_name="carestatus",
                    name="instead_of",
                    field=models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successor",
                        to="children.carestatus",
                    ),
                ),
                migrations.AddField(
                    model_name="carestatus",
                    name="is_correction",
                    field=models.BooleanField(default=False),
                ),
                migrations.AddField(
                    model_name="carestatusevent",
                    name="because",
                    field=models.CharField(blank=True, max_length=400),
                ),
                migrations.AddField(
                    model_name="carestatusevent",
                    name="instead_of",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="children.carestatus",
                    ),
                ),
                migrations.AddField(
                    model_name="carestatusevent",
                    name="is_correction",
                    field=models.BooleanField(default=False),
                ),
                migrations.AddField(
                    model_name="childdisability",
                    name="because",
                    field=models.CharField(blank=True, max_length=400),
                ),
                migrations.AddField(
                    model_name="childdisability",
                    name="instead_of",
                    field=models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successor",
                        to="children.childdisability",
                    ),
                ),
                migrations.AddField(
                    model_name="childdisability",
                    name="is_correction",
                    field=models.BooleanField(default=False),
                ),
                migrations.AddField(
                    model_name="childdisabilityevent",
                    name="because",
                    field=models.CharField(blank=True, max_length=400),
                ),
                migrations.AddField(
                    model_name="childdisabilityevent",
                    name="instead_of",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="children.childdisability",
                    ),
                ),
                migrations.AddField(
                    model_name="childdisabilityevent",
                    name="is_correction",
                    field=models.BooleanField(default=False),
                ),
                migrations.AddField(
                    model_name="identifier",
                    name="because",
                    field=models.CharField(blank=True, max_length=400),
                ),
                migrations.AddField(
                    model_name="identifier",
                    name="instead_of",
                    field=models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successor",
                        to="children.identifier",
                    ),
                ),
                migrations.AddField(
                    model_name="identifier",
                    name="is_correction",
                    field=models.BooleanField(default=False),
                ),
                migrations.AddField(
                    model_name="identifierevent",
                    name="because",
                    field=models.CharField(blank=True, max_length=400),
                ),
                migrations.AddField(
                    model_name="identifierevent",
                    name="instead_of",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="children.identifier",
                    ),
                ),
                migrations.AddField(
                    model_name="identifierevent",
                    name="is_correction",
                    field=models.BooleanField(default=False),
                ),
                migrations.AddField(
                    model_name="keyperson",
                    name="because",
                    field=models.CharField(blank=True, max_length=400),
                ),
                migrations.AddField(
                    model_name="keyperson",
                    name="instead_of",
                    field=models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successor",
                        to="children.keyperson",
                    ),
                ),
                migrations.AddField(
                    model_name="keyperson",
                    name="is_correction",
                    field=models.BooleanField(default=False),
                ),
                migrations.AddField(
                    model_name="keypersonevent",
                    name="because",
                    field=models.CharField(blank=True, max_length=400),
                ),
                migrations.AddField(
                    model_name="keypersonevent",
                    name="instead_of",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="children.keyperson",
                    ),
                ),
                migrations.AddField(
                    model_name="keypersonevent",
                    name="is_correction",
                    field=models.BooleanField(default=False),
                ),
                migrations.AddField(
                    model_name="placement",
                    name="because",
                    field=models.CharField(blank=True, max_length=400),
                ),
                migrations.AddField(
                    model_name="placement",
                    name="instead_of",
                    field=models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successor",
                        to="children.placement",
                    ),
                ),
                migrations.AddField(
                    model_name="placement",
                    name="is_correction",
                    field=models.BooleanField(default=False),
                ),
                migrations.AddField(
                    model_name="placementevent",
                    name="because",
                    field=models.CharField(blank=True, max_length=400),
                ),
                migrations.AddField(
                    model_name="placementevent",
                    name="instead_of",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="children.placement",
                    ),
                ),
                migrations.AddField(
                    model_name="placementevent",
                    name="is_correction",
                    field=models.BooleanField(default=False),
                ),
                migrations.AddField(
                    model_name="safecontact",
                    name="because",
                    field=models.CharField(blank=True, max_length=400),
                ),
                migrations.AddField(
                    model_name="safecontact",
                    name="instead_of",
                    field=models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successor",
                        to="children.safecontact",
                    ),
                ),
                migrations.AddField(
                    model_name="safecontact",
                    name="is_correction",
                    field=models.BooleanField(default=False),
                ),
                migrations.AddField(
                    model_name="safecontactevent",
                    name="because",
                    field=models.CharField(blank=True, max_length=400),
                ),
                migrations.AddField(
                    model_name="safecontactevent",
                    name="instead_of",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="children.safecontact",
                    ),
                ),
                migrations.AddField(
                    model_name="safecontactevent",
                    name="is_correction",
                    field=models.BooleanField(default=False),
                ),
                migrations.AddField(
                    model_name="schooling",
                    name="because",
                    field=models.CharField(blank=True, max_length=400),
                ),
                migrations.AddField(
                    model_name="schooling",
                    name="instead_of",
                    field=models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successor",
                        to="children.schooling",
                    ),
                ),
                migrations.AddField(
                    model_name="schooling",
                    name="is_correction",
                    field=models.BooleanField(default=False),
                ),
                migrations.AddField(
                    model_name="schoolingevent",
                    name="because",
                    field=models.CharField(blank=True, max_length=400),
                ),
                migrations.AddField(
                    model_name="schoolingevent",
                    name="instead_of",
                    field=models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="children.schooling",
                    ),
                ),
                migrations.AddField(
                    model_name="schoolingevent",
                    name="is_correction",
                    field=models.BooleanField(default=False),
                ),
                migrations.AddConstraint(
                    model_name="address",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("is_correction", False), ("instead_of__isnull", False), _connector="OR"
                        ),
                        name="address_corrects_another",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="alias",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("is_correction", False), ("instead_of__isnull", False), _connector="OR"
                        ),
                        name="alias_corrects_another",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="carestatus",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("is_correction", False), ("instead_of__isnull", False), _connector="OR"
                        ),
                        name="carestatus_corrects_another",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="childdisability",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("is_correction", False), ("instead_of__isnull", False), _connector="OR"
                        ),
                        name="childdisability_corrects_another",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="identifier",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("is_correction", False), ("instead_of__isnull", False), _connector="OR"
                        ),
                        name="identifier_corrects_another",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="keyperson",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("is_correction", False), ("instead_of__isnull", False), _connector="OR"
                        ),
                        name="keyperson_corrects_another",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="placement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("is_correction", False), ("instead_of__isnull", False), _connector="OR"
                        ),
                        name="placement_corrects_another",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="safecontact",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("is_correction", False), ("instead_of__isnull", False), _connector="OR"
                        ),
                        name="safecontact_corrects_another",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="schooling",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("is_correction", False), ("instead_of__isnull", False), _connector="OR"
                        ),
                        name="schooling_corrects_another",
                    ),
                ),
            ],
        ),
    ]
