"""The one page of the demo that needs no login."""

from django.urls import path

from demo import views

app_name = "demo"
urlpatterns = [path("", views.SignIns.as_view(), name="sign_ins")]
