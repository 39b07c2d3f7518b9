"""Pages in another language than Vietnamese, and the marks that say so."""

VIETNAMESE = "vi"
ARTICLE = '<article class="md-content__inner md-typeset">'  # as the theme writes it


def in_language(html: str, language: str) -> str:
    """A whole page of the site with its language marked.

    Document (its title and description) and article are in `language`; the header, menus
    and footer that stand around the article stay Vietnamese (WCAG 2.2, 3.1.1 and 3.1.2).
    """
    html = html.replace(f'<html lang="{VIETNAMESE}"', f'<html lang="{language}"', 1)
    html = html.replace("<body ", f'<body lang="{VIETNAMESE}" ', 1)
    return html.replace(ARTICLE, f'{ARTICLE[:-1]} lang="{language}">', 1)
