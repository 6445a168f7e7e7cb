"""Wegwijs directs civic integration under the Wet inburgering 2021."""
