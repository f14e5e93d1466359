"""Pictures made at build time: inline SVG with a title, a description and the same figures in a table.

Pure functions from plain counts to safe HTML (`Markup`), a whole `<figure>` each. They share `drawing` (text, frames,
tables), `scale` (five steps) and `shapes` (the world's countries).

**Colours** come from classes alone (`s1` to `s5`, `land`), sizes and positions from attributes: a strict
content security policy forbids inline styles. Without our style sheet, under another theme, shapes are in the text's
own colour, by attributes that any style sheet overrides.

**Roles.** By WAI-ARIA 1.2 the children of an `img` are presentational: a link within it could be reached and had no
name. So a picture with links (map, network) is a `group` with a name and a description, whose links have names of their
own, and a picture without (matrix, speakers) is an `img`. The links of pictures are left out of the tab order
(`tabindex="-1"`): the table under each picture has them all, in order, and a hundred stops before it help nobody. (The
network's table has the relations; their pages lead to the countries.)
"""
