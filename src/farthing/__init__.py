"""Farthing: a task manager people own, on one machine or on their own AWS account."""

__version__ = "0.1.0"
