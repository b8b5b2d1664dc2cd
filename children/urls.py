"""Search, the record of a child, and records that may be one child."""

from django.urls import path

from children import views

app_name = "children"
urlpatterns = [
    path("search", views.ChildSearch.as_view(), name="search"),
    path("pairs", views.PairQueue.as_view(), name="pairs"),
    path("pairs/decided", views.PairsDecided.as_view(), name="pairs_decided"),
    path("pairs/<uuid:pair_id>", views.PairMerge.as_view(), name="pair"),
    path("pairs/<uuid:pair_id>/not-same", views.PairNotSame.as_view(), name="pair_not_same"),
    path("pairs/<uuid:pair_id>/later", views.PairLater.as_view(), name="pair_later"),
    path("pairs/<uuid:pair_id>/separate", views.PairSeparate.as_view(), name="pair_separate"),
    path("<uuid:child_id>/doubles", views.ChildDoubles.as_view(), name="doubles"),
    path("<uuid:child_id>", views.ChildDetail.as_view(), name="detail"),
    path("<uuid:child_id>/people", views.People.as_view(), name="people"),
    path("<uuid:child_id>/relate", views.Relate.as_view(), name="relate"),
    path("<uuid:child_id>/edit", views.ChildEdit.as_view(), name="edit"),
    path("<uuid:child_id>/add/<slug:kind>", views.FactAdd.as_view(), name="fact_add"),
    path("end/<slug:kind>/<uuid:fact_id>", views.FactEnd.as_view(), name="fact_end"),
    path("correct/<slug:kind>/<uuid:fact_id>", views.FactCorrect.as_view(), name="fact_correct"),
    path("address/<uuid:address_id>/reveal", views.AddressReveal.as_view(), name="address_reveal"),
]
