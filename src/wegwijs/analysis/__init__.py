"""Reads an event log or a table and nothing else: waiting times, process, monitor, disclosure. No Django, no clock.

Nothing here knows the law: what it needs of the law comes with the events as derived attributes (`dossier` exports
them), norms and holidays come as parameters. What a caller asks for is a function per question; each answers with
plain values in the shape of the published contract.
"""
