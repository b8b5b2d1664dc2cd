"""Reviews of who has access, cover for who is away, how one is told, the clock of a duty."""

from django.urls import path

from duties import views

app_name = "duties"
urlpatterns = [
    path("access-reviews/", views.Reviews.as_view(), name="reviews"),
    path("access-reviews/<uuid:review_id>/", views.Review.as_view(), name="review"),
    path("notices/choices/", views.Choices.as_view(), name="choices"),
    path("clock/", views.Clock.as_view(), name="clock"),
    path("cover/", views.Cover.as_view(), name="cover"),
]
