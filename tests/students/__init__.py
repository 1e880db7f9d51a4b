"""Tests of what students and coordinators do with registrations."""
