// Shows a diagram read-only in every element with data-bpmn="<address of the XML>".
// data-marks='{"done": [ids], "active": [{"id", "label"}], "counts": {id: n}, "waits": {id: n}}' colours and
// badges its elements; who waits for others owes nothing, so waits have no heat.
import './styles/viewer.css';
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import { fitWithRoom } from './bpmn/fit.js';
import ThaiText from './bpmn/thai-text.js';

const FONT = { fontFamily: 'Sarabun, Tahoma, sans-serif', fontSize: '13px', lineHeight: 1.35 };
const ROOM = { top: 26, right: 16, bottom: 34, left: 16 };
const HEATS = 5;

for (const host of document.querySelectorAll('[data-bpmn]')) show(host).catch(() => say(host, 'failed'));

async function show(host) {
  const viewer = new NavigatedViewer({
    container: host,
    additionalModules: [ThaiText],
    textRenderer: { defaultStyle: FONT, externalStyle: { ...FONT, fontSize: '12px' } },
  });
  const answer = await fetch(host.dataset.bpmn, { credentials: 'same-origin' });
  if (!answer.ok) throw new Error(answer.statusText);
  await document.fonts?.load('13px Sarabun', 'ก');
  await viewer.importXML(await answer.text());
  const canvas = viewer.get('canvas');
  fitWithRoom(canvas, ROOM);
  mark(viewer, JSON.parse(host.dataset.marks || '{}'));
  wireZoom(host, canvas);
  say(host, 'shown');
}

function mark(viewer, { done = [], active = [], counts = {}, waits = {} }) {
  const canvas = viewer.get('canvas');
  const known = id => viewer.get('elementRegistry').get(id);
  for (const id of done.filter(known)) canvas.addMarker(id, 'is-done');
  for (const { id, label } of active.filter(each => known(each.id))) {
    canvas.addMarker(id, 'is-active');
    badge(viewer, id, label, { top: -14, left: 8 }, 'badge-active');
  }
  const most = Math.max(1, ...Object.values(counts));
  for (const [id, count] of Object.entries(counts).filter(([each]) => known(each))) {
    const heat = Math.max(1, Math.ceil((count / most) * HEATS));
    canvas.addMarker(id, `heat-${heat}`);
    badge(viewer, id, count.toLocaleString('en-US'), { top: -14, right: 34 }, heat > 3 ? 'badge-hot' : 'badge-cool');
  }
  for (const [id, count] of Object.entries(waits).filter(([each]) => known(each))) {
    badge(viewer, id, count.toLocaleString('en-US'), { top: -14, right: 14 }, 'badge-waits');
  }
}

function badge(viewer, id, label, position, kind) {
  const html = document.createElement('div');
  html.className = `diagram-badge ${kind}`;
  html.textContent = label;
  viewer.get('overlays').add(id, { position, html, scale: { min: 1, max: 1.4 } });
}

function wireZoom(host, canvas) {
  for (const button of document.querySelectorAll(`[data-zoom="${host.id}"]`)) {
    button.hidden = false;
    button.addEventListener('click', () => {
      if (button.value === 'fit') fitWithRoom(canvas, ROOM);
      else canvas.zoom(canvas.zoom() * (button.value === 'in' ? 1.25 : 0.8));
    });
  }
}

// The words stand in the page, in the reader's language: [data-state="failed"] shows them.
function say(host, state) {
  host.dataset.state = state;
}
