"""What the site knows of its theme (Material for MkDocs): mends, styles, scripts, index, policy."""
