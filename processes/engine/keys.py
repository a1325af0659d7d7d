"""Whether every element has a key of its own, of letters that XML allows and short enough to be kept."""

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from processes.engine.drawing import BPMN, FLOW_NODES, line_of
from processes.engine.findings import Code, Problem

LONGEST = 60  # the open tasks of a case are kept with their keys in one short column
SHOWN = 40
_LETTERS = r"A-Za-z_\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u1FFF\u3001-\uD7FF"
_KEY = re.compile(rf"[{_LETTERS}][{_LETTERS}0-9.\u00B7-]*")
_STEPS = frozenset(f"{BPMN}{kind}" for kind in FLOW_NODES)


def unfit_keys(root: etree._Element) -> Iterator[Problem]:
    """Keys that stand twice, are none, or are too long on a step that cases stand at."""
    keyed = [(element.get("id", ""), element) for element in root.iter() if "id" in element.attrib]
    number = Counter(key for key, _element in keyed)
    told = set[str]()
    for key, element in keyed:
        too_long = len(key) > LONGEST and element.tag in _STEPS
        code = Code.KEY_UNFIT if too_long or not _KEY.fullmatch(key) else Code.KEY_TWICE
        if key not in told and (code is Code.KEY_UNFIT or number[key] > 1):
            told.add(key)
            yield Problem(code, key[:SHOWN], {"key": key[:SHOWN], "limit": str(LONGEST)}, line_of(element))
