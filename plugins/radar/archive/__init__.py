"""Keep what is true in files: ledger, gists, days, run reports, state; and an index made from them."""
