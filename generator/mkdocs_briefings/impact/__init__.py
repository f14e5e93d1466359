"""What a change does to the site: two libraries, before and after it, and what readers will see otherwise.

`sides` makes a library with its pages of each state, `pages`, `permalinks`, `subjects` and `announcements` compare two
of them, `facts` are what they find, `report` says it. Nothing here touches the disk; `comparison` reads both states.

What readers cannot see must not show here either: of drafts, of briefings under embargo and of withdrawn ones there are
numbers alone, no titles, no words and no ids. `Side.state` and `hidden` decide that, before anything is said.
"""
