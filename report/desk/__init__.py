"""The desk: staff change a figure or a sentence where they see it, and send it as a proposal.

In come requests of a browser on the same machine; out go steps of a draft beside the sources.
"""
