// The editor of a draft: bpmn-js with the house's panel, reduced to what works here, saving by itself.
import { BpmnPropertiesPanelModule, BpmnPropertiesProviderModule } from 'bpmn-js-properties-panel';
import Modeler from 'bpmn-js/lib/Modeler';
import ColorPickerModule from 'bpmn-js-color-picker';
import { CreateAppendAnythingModule } from 'bpmn-js-create-append-anything';
import TokenSimulationModule from 'bpmn-js-token-simulation';
import MinimapModule from 'diagram-js-minimap';
import { wireBar } from './bar.js';
import { fitWithRoom } from './fit.js';
import { translation } from './i18n/translation.js';
import { translateSimulation } from './i18n/simulation.js';
import lec from './lec.json';
import PanelModule from './panel/provider.js';
import { Problems } from './problems.js';
import RestrictModule from './restrict.js';
import RoomModule from './room.js';
import { Saving } from './saving.js';
import ThaiText from './thai-text.js';

const FONT = { fontFamily: 'Sarabun, Tahoma, sans-serif', fontSize: '13px', lineHeight: 1.35 };
const SIMULATED_FROM = 0.51;
const CONTEXT_PAD = 120;
const DOUBLE_CLICK = 400;
const ROOM = { top: 30, right: 30, bottom: 60, left: 90 };

export async function edit(host) {
  const config = JSON.parse(document.getElementById('editor-config').textContent);
  const language = document.documentElement.lang;
  const modeler = new Modeler({
    container: host.querySelector('.editor-canvas'),
    propertiesPanel: { parent: host.querySelector('.editor-panel') },
    lec: config,
    moddleExtensions: { lec },
    bpmnRenderer: { defaultStrokeColor: '#22314a' },
    textRenderer: { defaultStyle: FONT, externalStyle: { ...FONT, fontSize: '12px' } },
    additionalModules: [
      BpmnPropertiesPanelModule, BpmnPropertiesProviderModule, PanelModule, TokenSimulationModule,
      CreateAppendAnythingModule, MinimapModule, ColorPickerModule, RestrictModule, RoomModule, ThaiText,
      translation(language, config.texts),
    ],
  });
  if (language === 'th') translateSimulation(host);
  makeRoom(modeler, host);
  showPanelFor(modeler, host);
  const answer = await fetch(config.xml, { credentials: 'same-origin', cache: 'no-store' });
  if (!answer.ok) throw new Error(answer.statusText);
  const source = await answer.text();
  const vocabulary = modeler.get('lecVocabulary');
  await Promise.all([vocabulary.load(), document.fonts?.load('13px Sarabun', 'ก')]);
  const problems = new Problems(modeler, host, config);
  const saving = new Saving(modeler, host, config, problems, revisionOf(answer) ?? config.revision);
  wireBar(modeler, host, { config, saving, problems, fit: () => fitWithRoom(modeler.get('canvas'), ROOM) });
  await open(modeler, source, config, problems);
  fitWithRoom(modeler.get('canvas'), ROOM);
  modeler.get('minimap').close();
  openFirst(modeler);
  host.lecModeler = modeler;
  host.dataset.state = 'ready';
}

// Where nothing is chosen the drawing has the whole width; what is chosen is never left under the panel.
function showPanelFor(modeler, host) {
  let waiting;
  modeler.on('selection.changed', ({ newSelection }) => {
    const canvas = modeler.get('canvas');
    host.classList.toggle('has-selection', newSelection.length > 0);
    canvas.resized();
    clearTimeout(waiting);
    // Not before a second click, which would no longer meet what the first one chose.
    if (newSelection.length === 1) waiting = setTimeout(() => uncover(modeler, newSelection[0]), DOUBLE_CLICK);
  });
}

function uncover(modeler, element) {
  const canvas = modeler.get('canvas');
  const { x, width, scale } = canvas.viewbox();
  const right = element.x + element.width + CONTEXT_PAD / scale;
  if (modeler.get('directEditing').isActive() || modeler.get('dragging').context()) return; // a name is typed, or it moves
  if (element.waypoints || element.width > width / 2 || right <= x + width) return;
  canvas.scroll({ dx: (x + width - right) * scale, dy: 0 });
}

// The simulation takes no changes, and shows its buttons only from half the size on: the panel makes way.
function makeRoom(modeler, host) {
  modeler.on('tokenSimulation.toggleMode', ({ active }) => {
    const canvas = modeler.get('canvas');
    host.classList.toggle('is-simulating', active);
    canvas.resized();
    fitWithRoom(canvas, ROOM);
    if (active && canvas.zoom() < SIMULATED_FROM) canvas.zoom(SIMULATED_FROM);
  });
}

// What no editor can draw is still shown: the list of problems says what the file holds.
async function open(modeler, source, config, problems) {
  try {
    await modeler.importXML(source);
  } catch (error) {
    await modeler.createDiagram();
    problems.say(config.texts['lec.import_failed'].replace('{error}', String(error.message).slice(0, 200)));
  }
  await problems.check(source);
}

// The address of a problem or a step leads to its element.
function openFirst(modeler) {
  const wanted = modeler.get('elementRegistry').get(decodeURIComponent(location.hash.slice(1)));
  if (wanted) modeler.get('selection').select(wanted);
}

function revisionOf(answer) {
  const tag = answer.headers.get('ETag')?.match(/(\d+)/);
  return tag ? Number(tag[1]) : null;
}
