"""The report on paper: PDF, DOCX, ODT, EPUB, and the handbook of the guidance pages.

In comes an Edition; out go documents in the layout of Nghị định 30/2020/NĐ-CP.
"""
