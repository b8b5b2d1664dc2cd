"""Reviews of who has access."""

from django.urls import path

from duties import views

app_name = "duties"
urlpatterns = [
    path("", views.Reviews.as_view(), name="reviews"),
    path("<uuid:review_id>/", views.Review.as_view(), name="review"),
]
