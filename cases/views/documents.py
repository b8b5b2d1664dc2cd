"""Send a document in to a case."""

from __future__ import annotations

from typing import Any

from agencies.permissions import Permission
from cases import selectors, services
from cases.views.doors import CaseQuestion
from documents.forms import UploadForm


class DocumentAdd(CaseQuestion):
    """One file, into quarantine until its scan."""

    permission = Permission.DOCUMENT_ADD
    template = "cases/document_add.html"
    heading = "Send a document in"
    section, section_title = "documents", "Documents"

    def read(self) -> Any:
        return selectors.case_to_file(self.viewer, self.kwargs["case_id"])

    def form(self, page: Any, data: Any = None) -> UploadForm:
        return UploadForm(data, self.request.FILES if data is not None else None)

    def act(self, page: Any, form: UploadForm) -> str:
        services.send_in_document(page.case, by=self.person, at=self.now, **form.said())
        return self.done(page, "The document was taken in. It opens after the virus scan.")
