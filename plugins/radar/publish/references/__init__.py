"""Write references: BibTeX, RIS, CSL-JSON, COinS, HighWire, JSON-LD."""
