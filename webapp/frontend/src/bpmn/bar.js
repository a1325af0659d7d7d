// The buttons above the drawing: undo and redo, zoom, files in and out.
import { picture, withFonts } from './pictures.js';

export function wireBar(modeler, host, { config, saving, problems, fit }) {
  const stack = modeler.get('commandStack');
  const button = name => host.querySelector(`[data-do="${name}"]`);
  const on = (name, act) => button(name).addEventListener('click', act);
  const refresh = () => {
    button('undo').disabled = !stack.canUndo();
    button('redo').disabled = !stack.canRedo();
  };
  modeler.on('commandStack.changed', refresh);
  modeler.on('import.done', refresh);
  refresh();
  on('undo', () => stack.undo());
  on('redo', () => stack.redo());
  on('save', () => saving.save());
  on('fit', fit);
  on('zoom-in', () => modeler.get('zoomScroll').stepZoom(1));
  on('zoom-out', () => modeler.get('zoomScroll').stepZoom(-1));
  on('bpmn', async () => keep(new Blob([(await modeler.saveXML({ format: true })).xml], { type: 'application/xml' }), `${config.file}.bpmn`));
  on('svg', async () => keep(new Blob([await drawn(modeler, config)], { type: 'image/svg+xml' }), `${config.file}.svg`));
  on('png', async () => keep(await picture(await drawn(modeler, config)), `${config.file}.png`));
  wireFile(modeler, host, { saving, problems, fit, config });
  document.addEventListener('keydown', event => {
    if ((event.ctrlKey || event.metaKey) && event.key === 's') {
      event.preventDefault();
      saving.save();
    }
  });
}

const drawn = async (modeler, config) => withFonts((await modeler.saveSVG()).svg, config.fonts);

// A file replaces the drawing; it is saved like any other change, and can be taken back from the draft's history.
function wireFile(modeler, host, { saving, problems, fit, config }) {
  const field = host.querySelector('[data-editor-file]');
  host.querySelector('[data-do="open"]').addEventListener('click', () => field.click());
  field.addEventListener('change', async () => {
    const [file] = field.files;
    field.value = '';
    if (!file) return;
    const { xml: before } = await modeler.saveXML({ format: true });
    const text = await file.text();
    try {
      await modeler.importXML(text);
      fit();
      await problems.check(text);
      saving.fromFile = true;
      saving.changed();
    } catch (error) {
      await modeler.importXML(before);
      fit();
      await problems.check(text);
      problems.say(config.texts['lec.import_failed'].replace('{error}', String(error.message).slice(0, 200)));
    }
  });
}

function keep(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
