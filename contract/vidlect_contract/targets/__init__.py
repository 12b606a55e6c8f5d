"""What is judged and what stands behind it: gateways, started or found, and the mock.

Here lives the only HTTP of the contract besides the reference gateway. Never: an opinion about a reply.
"""
