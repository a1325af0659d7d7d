// Two drawings side by side that move together, with what changed marked by sign and colour. The list of
// changes stands in the page and works without this file.
import './styles/compare.css';
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import { fitWithRoom } from './bpmn/fit.js';
import ThaiText from './bpmn/thai-text.js';

const FONT = { fontFamily: 'Sarabun, Tahoma, sans-serif', fontSize: '13px', lineHeight: 1.35 };
const ROOM = { top: 26, right: 16, bottom: 34, left: 16 };
const NEAR = 0.9;

const section = document.querySelector('.compare');
if (section) start().catch(() => { section.hidden = true; });

async function start() {
  section.hidden = false;
  const hosts = [...section.querySelectorAll('[data-compare]')].filter(each => each.offsetParent !== null);
  const sides = await Promise.all(hosts.map(open));
  const changes = JSON.parse(section.dataset.marks);
  const signs = JSON.parse(section.dataset.signs);
  for (const side of sides) mark(side, changes, signs);
  sides.forEach(side => fitWithRoom(side.get('canvas'), ROOM));
  together(sides);
  wire(sides);
}

async function open(host) {
  const viewer = new NavigatedViewer({
    container: host,
    additionalModules: [ThaiText],
    textRenderer: { defaultStyle: FONT, externalStyle: { ...FONT, fontSize: '12px' } },
  });
  const answer = await fetch(host.dataset.compare, { credentials: 'same-origin' });
  if (!answer.ok) throw new Error(answer.statusText);
  await document.fonts?.load('13px Sarabun', 'ก');
  await viewer.importXML(await answer.text());
  return viewer;
}

function mark(viewer, changes, signs) {
  const known = viewer.get('elementRegistry');
  // Beside what changes the work, what only moved along has its broken line and no sign over its name.
  const onlyMoves = Object.values(changes).every(kind => kind === 'moved');
  for (const [id, kind] of Object.entries(changes).filter(([each]) => known.get(each))) {
    viewer.get('canvas').addMarker(id, `is-${kind}`);
    if (kind === 'moved' && !onlyMoves) continue;
    const html = document.createElement('div');
    html.className = `compare-sign is-${kind}`;
    html.textContent = signs[kind].charAt(0);
    html.title = signs[kind];
    const at = known.get(id).waypoints ? middle(known.get(id)) : { top: -12, left: -8 };
    viewer.get('overlays').add(id, { position: at, html, scale: { min: 0.8, max: 1.4 } });
  }
}

// An overlay of an arrow stands from the corner of the box around it.
function middle({ waypoints }) {
  const left = Math.min(...waypoints.map(each => each.x));
  const top = Math.min(...waypoints.map(each => each.y));
  const [from, to] = waypoints.slice(Math.floor((waypoints.length - 1) / 2));
  return { left: (from.x + to.x) / 2 - left - 10, top: (from.y + to.y) / 2 - top - 22 };
}

function together(sides) {
  let following = false;
  for (const side of sides) {
    side.get('eventBus').on('canvas.viewbox.changed', ({ viewbox }) => {
      if (following) return;
      following = true;
      const { x, y, width, height } = viewbox;
      for (const other of sides.filter(each => each !== side)) other.get('canvas').viewbox({ x, y, width, height });
      following = false;
    });
    side.get('eventBus').on('element.click', ({ element }) => choose(sides, element.id));
  }
}

function wire(sides) {
  const first = sides[sides.length - 1].get('canvas');
  for (const button of section.querySelectorAll('[data-zoom]')) {
    button.addEventListener('click', () => {
      if (button.dataset.zoom === 'fit') fitWithRoom(first, ROOM);
      else first.zoom(first.zoom() * (button.dataset.zoom === 'in' ? 1.25 : 0.8));
    });
  }
  const lines = [...document.querySelectorAll('[data-change]')];
  for (const line of lines) {
    line.classList.add('is-linked');
    line.addEventListener('click', () => { visit(sides, line); section.scrollIntoView({ block: 'nearest' }); });
  }
  let place = -1;
  for (const button of section.querySelectorAll('[data-step]')) {
    button.addEventListener('click', () => {
      place = (place + Number(button.dataset.step) + lines.length) % lines.length;
      visit(sides, lines[place]);
    });
  }
}

function visit(sides, line) {
  const id = line.dataset.change;
  choose(sides, id);
  section.querySelector('.compare-said').textContent = line.textContent.trim().replace(/\s+/g, ' ');
  const side = [...sides].reverse().find(each => each.get('elementRegistry').get(id));
  if (!side || !side.get('canvas').getAbsoluteBBox) return;
  const canvas = side.get('canvas');
  if (canvas.zoom() < NEAR) canvas.zoom(NEAR);
  const box = side.get('elementRegistry').get(id);
  const x = box.waypoints ? box.waypoints[0].x : box.x + box.width / 2;
  const y = box.waypoints ? box.waypoints[0].y : box.y + box.height / 2;
  const { width, height } = canvas.viewbox();
  canvas.viewbox({ x: x - width / 2, y: y - height / 2, width, height });
}

function choose(sides, id) {
  for (const side of sides) {
    const canvas = side.get('canvas');
    for (const each of side.get('elementRegistry').getAll()) canvas.removeMarker(each.id, 'is-chosen');
    if (side.get('elementRegistry').get(id)) canvas.addMarker(id, 'is-chosen');
  }
  for (const line of document.querySelectorAll('[data-change]')) line.classList.toggle('is-chosen', line.dataset.change === id);
}
