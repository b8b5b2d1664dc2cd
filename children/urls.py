"""Search, and the record of a child."""

from django.urls import path, register_converter

from children import views
from children.kinds import FactKind


class FactKindConverter:
    """A kind of fact in an address; any other word is no page."""

    regex = "|".join(FactKind)

    def to_python(self, value: str) -> FactKind:
        return FactKind(value)

    def to_url(self, value: FactKind) -> str:
        return str(value)


register_converter(FactKindConverter, "fact_kind")

app_name = "children"
urlpatterns = [
    path("search", views.ChildSearch.as_view(), name="search"),
    path("<uuid:child_id>", views.ChildDetail.as_view(), name="detail"),
    path("<uuid:child_id>/edit", views.ChildEdit.as_view(), name="edit"),
    path("<uuid:child_id>/add/<fact_kind:kind>", views.FactAdd.as_view(), name="fact_add"),
    path("end/<fact_kind:kind>/<uuid:fact_id>", views.FactEnd.as_view(), name="fact_end"),
    path("address/<uuid:address_id>/reveal", views.AddressReveal.as_view(), name="address_reveal"),
]
