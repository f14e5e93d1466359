"""SVG files that only draw are let in; those with anything that runs or loads are refused, however it is written."""

from __future__ import annotations

import pytest
from conftest import NOW
from sites import ROOT, write_site

from mkdocs_briefings import site
from mkdocs_briefings.drawings import MAX_SVG, more_than_drawn
from mkdocs_briefings.project import find_project
from mkdocs_briefings.sources import read_inputs

SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'

DRAWN = [
    "<svg/>",
    f"<svg {SVG}><title>on script: javascript</title><text>url(https://a.example) @import onload=</text></svg>",
    f'<svg {SVG}><defs><linearGradient id="a"/></defs><rect fill="url(#a)" style="stroke:url( \'#a\' )"/></svg>',
    f'<svg {SVG}><image xlink:href="data:image/png;base64,aGk="/><use href="#a"/><a href="https://a.example/"/></svg>',
    f'<?xml version="1.0"?><svg {SVG}><style>rect {{ fill: red }}</style><metadata><a/></metadata></svg>',
    '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"><svg/>',
    f'<svg {SVG}><animate attributeName="x" dur="1s"/><a href="../topics/"/></svg>',
]
MORE = [
    f"<svg {SVG}><script>alert(1)</script></svg>",
    f"<svg {SVG}><SCRIPT/></svg>",
    f'<svg {SVG}><x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script></svg>',
    f'<svg {SVG}><script href="x.js"/></svg>',
    f'<svg {SVG} onload="alert(1)"/>',
    f'<svg {SVG}><rect OnClick="alert(1)"/></svg>',
    f'<svg {SVG}><a href="javascript:alert(1)"/></svg>',
    f'<svg {SVG}><a xlink:href="java&#115;cript:alert(1)"/></svg>',
    f'<svg {SVG}><a href="java&#9;script:alert(1)"/></svg>',
    f'<svg {SVG}><a href=" &#10;javascript:alert(1)"/></svg>',
    f'<svg {SVG}><a href="data:text/html,x"/></svg>',
    f'<svg {SVG}><a href="#"><animate attributeName="href" values="javascript:alert(1)"/></a></svg>',
    f'<svg {SVG}><set attributeName="xlink:href" to="javascript:alert(1)"/></svg>',
    f'<svg {SVG}><set attributeName="onclick" to="alert(1)"/></svg>',
    f'<svg {SVG}><image href="https://evil.example/pixel.png"/></svg>',
    f'<svg {SVG}><image href="//evil.example/pixel.png"/></svg>',
    f'<svg {SVG}><use href="other.svg#a"/></svg>',
    f'<svg {SVG}><use href="data:image/svg+xml,x"/></svg>',
    f'<svg {SVG}><foreignObject><p xmlns="http://www.w3.org/1999/xhtml">a</p></foreignObject></svg>',
    f'<svg {SVG}><p xmlns="http://www.w3.org/1999/xhtml">a</p></svg>',
    f"<svg {SVG}><style>@import 'https://evil.example/x.css';</style></svg>",
    f"<svg {SVG}><style>rect {{ fill: url(https://evil.example/x) }}</style></svg>",
    f'<svg {SVG}><rect style="fill: url( &quot;https://evil.example/x#a&quot;)"/></svg>',
    '<?xml-stylesheet href="https://evil.example/x.css"?><svg/>',
    '<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>',
    '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>',
    "<svg><rect></svg>",
    "<html><body onload=alert(1)>",
    "",
    "<svg>" + " " * MAX_SVG + "</svg>",
    "<!DOCTYPE svg [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><svg>&b;</svg>",
]


@pytest.mark.parametrize("text", DRAWN)
def test_what_only_draws_is_let_in(text):
    assert more_than_drawn(text.encode()) == ""


@pytest.mark.parametrize("text", MORE, ids=range(len(MORE)))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_runs_or_loads_is_refused(text, encoding):
    assert more_than_drawn(text.encode(encoding)) != ""


def test_the_check_names_the_file(tmp_path):
    bad = f"<svg {SVG}><script/></svg>"
    folder = write_site(tmp_path, {"images/a.SVG": bad, "guide/b.svg": f"<svg {SVG}/>", "images/c.png": bad})
    problems = site.check(read_inputs(find_project(folder)), NOW).problems
    assert [(problem.span.path, problem.code) for problem in problems] == [("content/images/a.SVG", "active-drawing")]
    assert problems[0].message == "the drawing has an element `script`"


def test_our_own_drawings_only_draw():
    found = [*ROOT.glob("templates/**/*.svg"), *ROOT.glob("content/**/*.svg")]
    assert found
    assert [path for path in found if more_than_drawn(path.read_bytes())] == []
