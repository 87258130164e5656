"""Publishes dated events and statistics as a Frictionless Data Package."""
