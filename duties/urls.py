"""Reviews of who has access, cover for who is away, how one is told, clocks and limits."""

from django.urls import path

from duties import views

app_name = "duties"
urlpatterns = [
    path("access-reviews/", views.Reviews.as_view(), name="reviews"),
    path("access-reviews/<uuid:review_id>/", views.Review.as_view(), name="review"),
    path("notices/choices/", views.Choices.as_view(), name="choices"),
    path("clock/", views.Clock.as_view(), name="clock"),
    path("cover/", views.Cover.as_view(), name="cover"),
    path("limits/", views.Limits.as_view(), name="limits"),
    path("limits/ladder/", views.Ladder.as_view(), name="ladder"),
    path("limits/<str:clock>/", views.Limit.as_view(), name="limit"),
]
