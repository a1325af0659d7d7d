// The fields of a task's form: a list in which each can be added, changed and removed.
import { ListGroup } from '@bpmn-io/properties-panel';
import { getBusinessObject } from 'bpmn-js/lib/util/ModelUtil';
import { dayRows } from './days.js';
import { entry } from './entries.js';

const KINDS = ['text', 'number', 'date', 'choice', 'yes_no', 'file', 'statement'];
export const NAME = /^[a-z][a-z0-9_]{0,39}$/;

export function fieldsOf(task) {
  const inside = getBusinessObject(task).get('extensionElements')?.get('values') || [];
  return inside.filter(each => each.$type === 'lec:Field');
}

export function fieldsGroup(task, { changes, translate, events, config }) {
  const fields = fieldsOf(task);
  return {
    id: 'lec-fields',
    label: translate('lec.fields'),
    component: ListGroup,
    translate,
    shouldOpen: true,
    items: fields.map((field, number) => item(task, field, number, { changes, config })),
    add: event => {
      event.stopPropagation();
      const name = freshName('field', fields.map(each => each.get('name')));
      changes.addExtension(task, 'lec:Field', { name, type: 'text', label: translate('lec.field.new') });
      shown(events, `lec-field-${fields.length}-label`);
    },
  };
}

export function freshName(kind, names) {
  const taken = new Set(names);
  let number = names.length + 1;
  while (taken.has(`${kind}_${number}`)) number += 1;
  return `${kind}_${number}`;
}

// A list opens what is added to it only sometimes.
export const shown = (events, id) => setTimeout(() => events.fire('propertiesPanel.showEntry', { id }));

function item(task, field, number, { changes, config }) {
  const at = name => `lec-field-${number}-${name}`;
  return {
    id: `lec-field-${number}`,
    label: `${field.get('label') || field.get('name') || '?'}${field.get('required') ? ' *' : ''}`,
    autoFocusEntry: at('label'),
    entries: entriesOf(task, field, at, { changes, config }),
    remove: event => {
      event.stopPropagation();
      changes.removeExtension(task, field);
    },
  };
}

function entriesOf(task, field, at, { changes, config }) {
  const row = (kind, name, rest = {}) => entry(kind, at(name), `lec.field.${name}`, {
    get: () => field.get(name) ?? (kind === 'check' ? false : ''),
    set: value => changes.setInside(task, field, { [name]: value }),
    ...rest,
  });
  const bound = name => row('number', name, {
    get: () => Number.parseInt(field.get(name), 10) || (field.get(name) === '0' ? 0 : undefined),
    set: value => changes.setInside(task, field, { [name]: value === undefined ? '' : String(value) }),
  });
  const own = {
    choice: () => [row('area', 'options'), row('area', 'optionsEn')],
    number: () => [bound('min'), bound('max')],
    text: () => [bound('maxLength')],
    date: () => ['earliest', 'latest'].flatMap(name => dayRows(row, name, field, config)),
  }[field.get('type') || 'text'];
  return [
    row('area', 'label'), row('area', 'labelEn'),
    row('select', 'type', { options: t => KINDS.map(kind => ({ value: kind, label: t(`lec.kind.${kind}`) })) }),
    ...(own ? own() : []),
    row('check', 'required'),
    row('area', 'help'), row('area', 'helpEn'),
    row('text', 'name', {
      description: 'lec.field.name_help',
      validate: (value, t) => (NAME.test(value || '') ? null : t('lec.field.name_wrong')),
    }),
  ];
}
