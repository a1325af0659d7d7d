// What is dropped on an arrow between two steps gets the room it needs there: the rest moves to the right.
import CommandInterceptor from 'diagram-js/lib/command/CommandInterceptor';
import { selfAndAllChildren } from 'diagram-js/lib/util/Elements';

const AFTER_THE_ARROW_IS_KNOWN = 500; // bpmn-js finds it at 1000
const GAP = 50;

class Room extends CommandInterceptor {
  constructor(eventBus, canvas, spaceTool) {
    super(eventBus);
    this.preExecute('shape.create', AFTER_THE_ARROW_IS_KNOWN, context => {
      const { shape, position, targetFlow } = context;
      if (!targetFlow || !isStraight(targetFlow) || position.width === undefined) return;
      const { source, target } = targetFlow;
      const start = source.x + source.width;
      makeRoom(shape.width + 2 * GAP - (target.x - start), start);
      const x = Math.round((start + target.x - shape.width) / 2);
      context.position = { ...position, x, y: Math.round(targetFlow.waypoints[0].y - shape.height / 2) };
    }, true);

    function makeRoom(missing, start) {
      if (missing <= 0) return;
      const everything = selfAndAllChildren(canvas.getRootElement(), true);
      const { movingShapes, resizingShapes } = spaceTool.calculateAdjustments(everything, 'x', missing, start);
      spaceTool.makeSpace(movingShapes, resizingShapes, { x: missing, y: 0 }, 'e', start);
    }
  }
}
Room.$inject = ['eventBus', 'canvas', 'spaceTool'];

// From the right side of one step to the left side of another, at one height.
function isStraight({ source, target, waypoints }) {
  return waypoints.every(point => Math.abs(point.y - waypoints[0].y) < 2) && source.x + source.width < target.x;
}

export default { __init__: ['lecRoom'], lecRoom: ['type', Room] };
