"""Reviews of who has access, and cover for who is away."""

from django.urls import path

from duties import views

app_name = "duties"
urlpatterns = [
    path("access-reviews/", views.Reviews.as_view(), name="reviews"),
    path("access-reviews/<uuid:review_id>/", views.Review.as_view(), name="review"),
    path("cover/", views.Cover.as_view(), name="cover"),
]
