"""Slack: the same listeners over Socket Mode and over HTTP."""
