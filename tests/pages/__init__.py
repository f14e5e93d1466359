"""What programs that judge pages say of built ones: axe, Lighthouse, html-validate."""
