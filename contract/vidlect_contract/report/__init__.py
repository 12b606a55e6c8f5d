"""Renders a run for machines and people, one renderer a file.

Here live renderings of a summary. Never: a judgement, a secret.
"""
