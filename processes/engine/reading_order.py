"""The order in which people read a diagram's steps: as the work comes to them, their own ways first."""

from processes.engine.drawing import Drawing


def reading_order(drawing: Drawing) -> list[str]:
    """Every node once, each before what follows it unless it is come back to; what nothing leads to, last."""
    walk = _Walk(drawing)
    for start in drawing.of_kind("startEvent"):
        walk.down(start.id)
    return [*reversed(walk.done), *(node for node in drawing.nodes if node not in walk.met)]


class _Walk:
    """Notes each node after all that follows it; what is to be read first is walked last."""

    def __init__(self, drawing: Drawing) -> None:
        self._drawing, self._to_people = drawing, _leading_to_people(drawing)
        self.met, self.done = set[str](), list[str]()

    def down(self, node: str) -> None:
        self.met.add(node)
        following = [each for each in reversed(self._drawing.following[node]) if each in self._drawing.nodes]
        for after in sorted(following, key=self._reads_early):
            if after not in self.met:
                self.down(after)
        self.done.append(node)

    def _reads_early(self, node: str) -> tuple[bool, bool]:
        return self._drawing.nodes[node].kind != "boundaryEvent", node in self._to_people


def _leading_to_people(drawing: Drawing) -> set[str]:
    """The nodes from which a human task can be reached."""
    found = {node.id for node in drawing.of_kind("userTask")}
    while more := {node for node, after in drawing.following.items() if not found.isdisjoint(after)} - found:
        found |= more
    return found
