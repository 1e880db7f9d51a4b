"""The addresses of this app's pages."""

from django.urls import path

from placements.views import uploads

urlpatterns = [
    path("werk/import/", uploads.upload_file, name="import"),
    path("werk/import/<int:pk>/", uploads.upload, name="upload"),
    path("werk/import/<int:pk>/inlezen/", uploads.upload_import, name="upload-import"),
]
