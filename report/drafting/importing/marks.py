"""Signs that the reading of a Word file puts into its text, and that no document has."""

TAB_MARK = "\u2003"  # pandoc makes a space of a tab, and 120 and 345 beside each other one number
FREE, KEPT_FREE = "\ue000", "\ue001"  # around what keeps a place free; no document has them
TITLE = f"{FREE}tên báo cáo{KEPT_FREE}"  # opens the paragraphs that are the title of the document
HEADING_MARK = f"{FREE}đề mục "  # and how deep: opens a heading that has no style of headings
OWN_SIGNS = str.maketrans("", "", FREE + KEPT_FREE)
