"""The website: results as HTML, pages made from data, navigation, feeds, search, finishing.

In comes an Edition; out go pages and files of the site as its engine wants them.
"""
