"""How lists of the API are cut: 50 rows a page, up to 500 when asked."""

from rest_framework.pagination import PageNumberPagination


class Pages(PageNumberPagination):
    """`?page=2&page_size=200`."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 500
