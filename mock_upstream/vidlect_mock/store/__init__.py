"""Where tasks are kept.

Here live the interface and one module for each kind of store. Never: what a task means.
"""
