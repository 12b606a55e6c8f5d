"""A mock of AI-video vendors that their official SDKs cannot tell from the real ones.

Here lives vendor behaviour as pure functions, and one thin HTTP shell. Nothing here imports the
adapters: the two are independent readings of the same vendors.
"""
