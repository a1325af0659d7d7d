// Fits the whole diagram into the canvas with room for the badges and the bpmn.io mark, which
// canvas.zoom('fit-viewport') knows nothing of.
export function fitWithRoom(canvas, room) {
  const { inner, outer } = canvas.viewbox();
  if (!inner.width || !outer.width) return;
  const width = outer.width - room.left - room.right;
  const height = outer.height - room.top - room.bottom;
  const scale = Math.min(1.2, width / inner.width, height / inner.height);
  canvas.viewbox({
    x: inner.x - room.left / scale - (width / scale - inner.width) / 2,
    y: inner.y - room.top / scale - (height / scale - inner.height) / 2,
    width: outer.width / scale,
    height: outer.height / scale,
  });
}
