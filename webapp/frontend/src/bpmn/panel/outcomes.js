// How a task of one's own may end: each outcome by the name that conditions know, with what officers read.
import { ListGroup } from '@bpmn-io/properties-panel';
import { getBusinessObject } from 'bpmn-js/lib/util/ModelUtil';
import { entry } from './entries.js';
import { NAME, freshName, shown } from './fields.js';

// Older diagrams list the names in an attribute; the first change gives them elements of their own.
export function outcomesOf(task) {
  const owner = getBusinessObject(task);
  const inside = owner.get('extensionElements')?.get('values') || [];
  const labelled = inside.filter(each => each.$type === 'lec:Outcome');
  if (labelled.length) return labelled.map(each => Object.fromEntries(PARTS.map(part => [part, each.get(part)])));
  const names = (owner.get('lec:outcomes') || '').split(',').map(each => each.trim()).filter(Boolean);
  return names.map(name => ({ name }));
}

const PARTS = ['name', 'label', 'labelEn'];

export function outcomesGroup(task, { changes, translate, vocabulary, events }) {
  const outcomes = outcomesOf(task);
  const known = name => vocabulary.outcomes.find(each => each.name === name)?.label;
  const write = list => changes.replaceExtensions(task, 'lec:Outcome', list.map(filled), { 'lec:outcomes': undefined });
  const change = (number, part) => value => write(outcomes.map((each, at) => (at === number ? { ...each, [part]: value } : each)));
  return {
    id: 'lec-outcomes',
    label: translate('lec.outcomes'),
    component: ListGroup,
    translate,
    shouldOpen: true,
    items: outcomes.map((each, number) => ({
      id: `lec-outcome-${number}`,
      label: each.label || known(each.name) || each.name || '?',
      autoFocusEntry: `lec-outcome-${number}-label`,
      entries: ['label', 'labelEn', 'name'].map(part => row(number, part, each, change(number, part))),
      remove: outcomes.length < 2 ? undefined : event => {
        event.stopPropagation();
        write(outcomes.filter((_, at) => at !== number));
      },
    })),
    add: event => {
      event.stopPropagation();
      const named = outcomes.map(each => (each.label ? each : { ...each, label: document.documentElement.lang === 'th' ? known(each.name) : '' }));
      write([...named, { name: freshName('outcome', outcomes.map(each => each.name)), label: translate('lec.outcome.new') }]);
      shown(events, `lec-outcome-${outcomes.length}-label`);
    },
  };
}

const filled = outcome => Object.fromEntries(Object.entries(outcome).filter(([, value]) => value));

function row(number, part, outcome, set) {
  return entry('text', `lec-outcome-${number}-${part}`, `lec.outcome.${part}`, {
    get: () => outcome[part] || '',
    set,
    ...(part === 'name' && {
      description: 'lec.outcome.name_help',
      validate: (value, t) => (NAME.test(value || '') ? null : t('lec.field.name_wrong')),
    }),
  });
}
