"""Bring papers from the network: one door, one adapter a kind of source."""
