// The groups of the panel for the house's own attributes.
import { Group } from '@bpmn-io/properties-panel';
import { getBusinessObject, is } from 'bpmn-js/lib/util/ModelUtil';
import { NOTHING, entry, withCurrent } from './entries.js';
import { expression } from './expression.js';
import { fieldsOf } from './fields.js';
import { outcomesOf } from './outcomes.js';
import { asOptions } from './vocabulary.js';

const group = (id, translate, label, entries) => ({
  id, translate, label: translate(label), entries, component: Group, shouldOpen: true,
});

// A select over one attribute of the element.
function choice(element, changes, name, named) {
  const current = getBusinessObject(element).get(`lec:${name}`) || '';
  return entry('select', `lec-${name}`, `lec.${name}`, {
    get: () => current,
    set: value => changes.set(element, { [`lec:${name}`]: value }),
    options: () => [NOTHING, ...withCurrent(asOptions(named), current)],
  });
}

export function taskGroup(element, { changes, translate, vocabulary }) {
  const task = getBusinessObject(element);
  const given = vocabulary.act(task.get('lec:act'))?.outcomes?.join(',');
  return group('lec-task', translate, 'lec.task', [
    entry('select', 'lec-act', 'lec.act', {
      get: () => task.get('lec:act') || '',
      set: name => changes.replaceExtensions(
        element, 'lec:Outcome', [], { 'lec:act': name || undefined, ...belongingTo(vocabulary.act(name)) },
      ),
      options: () => [NOTHING, ...withCurrent(asOptions(vocabulary.actsHere), task.get('lec:act'))],
    }),
    // What a page of the house can end in is given; the row is there for a file that says otherwise.
    ...(isOwn(element) || task.get('lec:outcomes') === given ? [] : [entry('text', 'lec-outcomes', 'lec.outcomes', {
      get: () => task.get('lec:outcomes') || '',
      set: value => changes.set(element, { 'lec:outcomes': value }),
      description: given ? undefined : 'lec.outcomes_help',
    })]),
  ]);
}

// A task whose page is made of the fields that the diagram asks.
export const isOwn = element => getBusinessObject(element).get('lec:act') === 'answer';

// The page and the outcomes of an act of the house are given; a task of one's own is asked its fields.
function belongingTo(act) {
  if (!act) return {};
  return act.outcomes?.length
    ? { 'lec:form': act.name, 'lec:outcomes': act.outcomes.join(',') }
    : { 'lec:form': undefined, 'lec:outcomes': 'done' };
}

export function laneGroup(element, { changes, translate, vocabulary }) {
  return group('lec-lane', translate, 'lec.lane', [choice(element, changes, 'role', vocabulary.roles)]);
}

export function stepGroup(element, { changes, translate, vocabulary }) {
  const step = vocabulary.step(getBusinessObject(element).get('lec:step'));
  const addresses = step?.to || [];
  return group('lec-service', translate, 'lec.service', [
    entry('select', 'lec-step', 'lec.step', {
      get: () => getBusinessObject(element).get('lec:step') || '',
      set: name => {
        const to = vocabulary.step(name)?.to || [];
        changes.set(element, { 'lec:step': name, 'lec:to': nameOf(to[0]) || undefined });
      },
      options: () => [NOTHING, ...withCurrent(asOptions(vocabulary.steps), getBusinessObject(element).get('lec:step'))],
    }),
    ...(addresses.length ? [choice(element, changes, 'to', addresses.map(named))] : []),
  ]);
}

const named = each => (typeof each === 'string' ? { name: each } : each);
const nameOf = each => each && named(each).name;

const HEARD = {
  'bpmn:MessageEventDefinition': ['messageRef', 'bpmn:Message', 'messages', 'lec.message'],
  'bpmn:SignalEventDefinition': ['signalRef', 'bpmn:Signal', 'signals', 'lec.signal'],
};

export function heardBy(element) {
  return (getBusinessObject(element).get('eventDefinitions') || []).find(each => HEARD[each.$type]);
}

export function heardGroup(element, { changes, translate, vocabulary }) {
  const definition = heardBy(element);
  const [property, type, list, label] = HEARD[definition.$type];
  const current = definition.get(property)?.get('name') || '';
  return group('lec-heard', translate, label, [
    entry('select', 'lec-heard-name', label, {
      get: () => current,
      set: name => changes.refer(element, definition, property, type, name),
      options: () => [NOTHING, ...withCurrent(asOptions(vocabulary[list].map(named)), current)],
    }),
  ]);
}

export function boundaryGroup(element, { changes, translate }) {
  return group('lec-boundary', translate, 'lec.boundary', [
    entry('check', 'lec-interrupts', 'lec.interrupts', {
      get: () => getBusinessObject(element).get('cancelActivity') !== false,
      set: value => changes.set(element, { cancelActivity: value }),
    }),
  ]);
}

export function isChoice(element) {
  const source = getBusinessObject(element).get('sourceRef');
  return source && is(source, 'bpmn:ExclusiveGateway') && (source.get('outgoing') || []).length > 1;
}

export function conditionGroup(element, { changes, translate, vocabulary, registry }) {
  const flow = getBusinessObject(element);
  const source = flow.get('sourceRef');
  const isDefault = source.get('default') === flow;
  const set = text => {
    changes.set(element, { conditionExpression: text ? changes.expression(flow, text) : undefined });
  };
  return group('lec-condition', translate, 'lec.condition', [
    entry('check', 'lec-default', 'lec.default', {
      get: () => isDefault,
      set: value => changes.set(registry.get(source.id), { default: value ? flow : undefined }),
    }),
    ...(isDefault ? [] : [expression('lec-condition-text', 'lec.condition.text', 'condition', {
      get: () => flow.get('conditionExpression')?.get('body') || '', set,
      offers: () => offered(vocabulary, registry),
    })]),
  ]);
}

// First what this diagram itself brings in: outcomes and answers; then the words of the house.
function offered(vocabulary, registry) {
  const tasks = registry.filter(each => is(each, 'bpmn:UserTask') && each.type !== 'label');
  const known = name => vocabulary.outcomes.find(each => each.name === name)?.label;
  const told = tasks.flatMap(outcomesOf).filter(each => each.label || each.name !== 'done');
  const outcomes = new Map(told.map(each => [each.name, each.label || known(each.name) || '']));
  return [
    ...[...outcomes].map(([name, label]) => ({ word: `outcome == "${name}"`, help: label })),
    ...tasks.flatMap(fieldsOf).map(each => ({ word: `answers.${each.get('name')}`, help: each.get('label') || '' })),
    ...vocabulary.words.filter(each => each.name !== 'answers').map(each => ({ word: each.name, help: each.help })),
  ];
}
