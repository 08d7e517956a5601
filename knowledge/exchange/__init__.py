"""Knowledge in and out: files as people wrote them → files with changes, and what other programs
keep → our own form. Pure: texts in, texts out."""
