"""The letters of the typeface of documents, as a file lists them."""

from fontTools.ttLib import TTFont

from report.text.letters import WITHOUT_GLYPH, font_folder, letters


def test_the_listed_letters_are_those_that_all_fonts_have_also_as_capitals() -> None:
    faces = []
    with font_folder() as folder:
        for path in folder.glob("*.ttf"):
            with TTFont(path, lazy=True) as face:
                faces.append(set(face.getBestCmap()))
    found = {*map(chr, set.intersection(*faces)), *WITHOUT_GLYPH}
    assert letters() == {one for one in found if found.issuperset(one.upper())}
