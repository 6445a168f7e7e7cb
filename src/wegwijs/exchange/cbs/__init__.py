"""CBS, Statistiek Wet Inburgering: what we have for a quarter, how complete it is, and where it goes in their form.

Their names and their form are not public. None is invented: the mapping has a place for each, empty until somebody who
has the form fills it in, and nothing is written in their form before all are filled.
"""
