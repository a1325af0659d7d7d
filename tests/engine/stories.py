"""A case and its diagram held together, so that a test reads as a story of moves."""

from dataclasses import dataclass, replace

from processes.engine import moves
from processes.engine.diagrams import Diagram, read_diagram
from tests.engine.builders import FACTS, OPENS_AT


@dataclass(frozen=True)
class Story:
    """Where a case stands; each verb gives the story after one more move."""

    diagram: Diagram
    move: moves.Move
    facts: dict
    now: object

    @property
    def open(self):
        return sorted(task.node for task in self.move.tasks)

    @property
    def steps(self):
        return [(step.step, step.to) for step in self.move.steps]

    def ref(self, node):
        return next(task.ref for task in self.move.tasks if task.node == node)

    def finish(self, node, outcome="done", answers=None):
        return self._after(
            moves.finish(
                self.diagram, self.move.state, self.ref(node), outcome, self.facts, self.now, answers
            )
        )

    def tell(self, message):
        return self._after(moves.tell(self.diagram, self.move.state, message, self.facts, self.now))

    def signal(self, name="window_closed"):
        return self._after(moves.signal(self.diagram, self.move.state, name, self.facts, self.now))

    def tick(self, now):
        return replace(self, now=now, move=moves.tick(self.diagram, self.move.state, self.facts, now))

    def retime(self, **facts):
        later = {**self.facts, **facts}
        move = moves.retime(self.diagram, self.move.state, later, self.now)
        return replace(self, facts=later, move=move)

    def through(self, *nodes):
        story = self
        for node in nodes:
            story = story.finish(node)
        return story

    def _after(self, move):
        return replace(self, move=move)


def story_of(source, now=OPENS_AT, **facts):
    diagram, known = read_diagram(source), {**FACTS, **facts}
    return Story(diagram, moves.start(diagram, known, now), known, now)
