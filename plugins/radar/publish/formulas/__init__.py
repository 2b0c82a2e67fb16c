"""Show formulas: TeX as MathML on pages, as plain text elsewhere."""
