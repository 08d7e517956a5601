"""Pieces of knowledge to be put into files."""

ROSES = """\
entries:
  - id: roses
    title: Roses
    answer: Cut them in March.
    phrasings: [when do i cut roses]
"""
"""The least that is valid."""

LILIES = ROSES.replace("roses", "lilies").replace("Roses", "Lilies")

MOLES = """\
boundaries:
  - id: moles
    title: Moles
    says: I know nothing about moles.
    phrasings: [how do i get rid of moles]
"""
