// Offers only what the engine runs. It hides, it does not guard: the server checks every diagram it is given.
const PALETTE = new Set([
  'hand-tool', 'lasso-tool', 'space-tool', 'global-connect-tool', 'tool-separator', 'create', 'create.start-event',
  'create.intermediate-event', 'create.end-event', 'create.exclusive-gateway', 'create.task',
]);
const CONTEXT_PAD = new Set([
  'append', 'append.append-task', 'append.gateway', 'append.intermediate-event', 'append.end-event',
  'append.message-intermediate-event', 'append.timer-intermediate-event', 'append.signal-intermediate-event',
  'append.text-annotation', 'connect', 'replace', 'delete', 'set-color', 'align-elements',
  'lane-insert-above', 'lane-insert-below', 'lane-divide-two', 'lane-divide-three',
]);
const KINDS = [
  'user-task', 'service-task', 'exclusive-gateway', 'parallel-gateway', 'event-based-gateway',
  'none-start-event', 'none-end-event', 'terminate-end', 'timer-intermediate-catch', 'message-intermediate-catch',
  'signal-intermediate-catch', 'timer-boundary', 'message-boundary', 'signal-boundary',
  'non-interrupting-timer-boundary', 'non-interrupting-message-boundary', 'non-interrupting-signal-boundary',
];
const MENUS = {
  'bpmn-create': KINDS.map(kind => `create-${kind}`),
  'bpmn-append': KINDS.map(kind => `append-${kind}`),
  'bpmn-replace': [
    ...KINDS.map(kind => `replace-with-${kind}`), 'replace-with-none-start', 'replace-with-none-end',
    'replace-with-sequence-flow', 'replace-with-default-flow', 'toggle-non-interrupting',
  ],
};
// Tasks are drawn as wide as in the diagrams that come with the house: Thai names are long.
const WIDE = new Set(['bpmn:UserTask', 'bpmn:ServiceTask']);
const SIZE = { width: 160, height: 80 };
// What these buttons create here; see the factory below.
const LOOKS = {
  'create.task': ['bpmn-icon-user-task', 'lec.create_task'],
  'append.append-task': ['bpmn-icon-user-task', 'lec.append_task'],
  'create.intermediate-event': ['bpmn-icon-intermediate-event-catch-timer', 'lec.create_timer'],
  'append.intermediate-event': ['bpmn-icon-intermediate-event-catch-timer', 'lec.append_timer'],
};

class Restrict {
  constructor(popupMenu, palette, contextPad, translate, elementFactory) {
    this.translate = translate;
    palette.registerProvider(200, { getPaletteEntries: () => entries => this.only(entries, PALETTE) });
    contextPad.registerProvider(200, {
      getContextPadEntries: () => entries => this.only(entries, CONTEXT_PAD),
      getMultiElementContextPadEntries: () => entries => this.only(entries, CONTEXT_PAD),
    });
    for (const [menu, kinds] of Object.entries(MENUS)) {
      const allowed = new Set(kinds);
      popupMenu.registerProvider(menu, 200, {
        getPopupMenuEntries: () => entries => this.only(entries, allowed),
        getPopupMenuHeaderEntries: () => entries => this.only(entries, allowed),
      });
    }
    makeUserTasks(elementFactory);
  }

  only(entries, allowed) {
    const kept = Object.entries(entries).filter(([name]) => allowed.has(name));
    return Object.fromEntries(kept.map(([name, entry]) => [name, this.dressed(name, entry)]));
  }

  dressed(name, entry) {
    const look = LOOKS[name];
    return look ? { ...entry, className: look[0], title: this.translate(look[1]) } : entry;
  }
}
Restrict.$inject = ['popupMenu', 'palette', 'contextPad', 'translate', 'elementFactory'];

// A plain task or event runs nothing: what is drawn as one becomes a human task or a timer.
function makeUserTasks(elementFactory) {
  const create = elementFactory.create;
  elementFactory.create = (kind, attributes) => {
    const made = create.call(elementFactory, kind, usable(attributes));
    if (!attributes?.businessObject && made.type === 'bpmn:UserTask') askFields(made.businessObject);
    return made;
  };
}

// A new task asks the fields that are added to it, until another act is chosen.
function askFields(task) {
  task.set('lec:act', 'answer');
  task.set('lec:outcomes', 'done');
}

function usable(attributes) {
  if (attributes?.businessObject) return attributes;
  if (attributes?.type === 'bpmn:Task') return usable({ ...attributes, type: 'bpmn:UserTask' });
  if (WIDE.has(attributes?.type)) return { ...SIZE, ...attributes };
  if (attributes?.type === 'bpmn:IntermediateThrowEvent' && !attributes.eventDefinitionType) {
    const type = 'bpmn:IntermediateCatchEvent';
    return { ...attributes, type, eventDefinitionType: 'bpmn:TimerEventDefinition' };
  }
  return attributes;
}

export default { __init__: ['lecRestrict'], lecRestrict: ['type', Restrict] };
