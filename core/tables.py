"""Migrations that make tables: all of them from one rendering of the models."""

from __future__ import annotations

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import Migration
from django.db.migrations.state import ProjectState


class AllTables(Migration):
    """A migration that creates tables in their last form, so that their order means nothing.

    Django renders every model that is related to a new one anew for each operation: with a
    history beside most tables that took most of a first start. Here the state is whole before the
    models are rendered, once. Foreign keys are put in place at the end, as always.
    """

    def apply(
        self,
        project_state: ProjectState,
        schema_editor: BaseDatabaseSchemaEditor,
        collect_sql: bool = False,
    ) -> ProjectState:
        before = project_state.clone()
        project_state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(self.app_label, project_state)
        for operation in self.operations:
            operation.database_forwards(self.app_label, schema_editor, before, project_state)
        return project_state
