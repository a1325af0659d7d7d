// Which groups the panel shows for which element.
import { is } from 'bpmn-js/lib/util/ModelUtil';
import { Changes } from './changes.js';
import { fieldsGroup, fieldsOf } from './fields.js';
import {
  boundaryGroup, conditionGroup, heardBy, heardGroup, isChoice, isOwn, laneGroup, stepGroup, taskGroup,
} from './groups.js';
import { outcomesGroup } from './outcomes.js';
import { timerGroup, timerOf } from './timer.js';
import { Vocabulary } from './vocabulary.js';

// What the stock groups show beside these would draw what the engine refuses, or break the diagram's key.
const STOCK = new Set(['general', 'documentation']);
const HIDDEN = new Set(['isExecutable', 'processId', 'id']);

class Provider {
  constructor(panel, translate, config, changes, vocabulary, registry, events) {
    this.at = { changes, translate, config, vocabulary, registry, events };
    panel.registerProvider(500, this);
  }

  getGroups(element) {
    return groups => {
      const kept = groups.filter(each => STOCK.has(each.id)).map(plain);
      const at = kept.findIndex(each => each.id === 'documentation');
      kept.splice(at < 0 ? kept.length : at, 0, ...this.own(element));
      return kept;
    };
  }

  own(element) {
    const groups = [];
    const label = element.type === 'label';
    if (is(element, 'bpmn:UserTask')) {
      groups.push(taskGroup(element, this.at));
      if (isOwn(element) || fieldsOf(element).length) groups.push(fieldsGroup(element, this.at));
      if (isOwn(element)) groups.push(outcomesGroup(element, this.at));
    }
    if (is(element, 'bpmn:ServiceTask')) groups.push(stepGroup(element, this.at));
    if (is(element, 'bpmn:Lane')) groups.push(laneGroup(element, this.at));
    if (is(element, 'bpmn:Event') && !label && timerOf(element)) groups.push(timerGroup(element, this.at));
    if (is(element, 'bpmn:Event') && !label && heardBy(element)) groups.push(heardGroup(element, this.at));
    if (is(element, 'bpmn:BoundaryEvent') && !label) groups.push(boundaryGroup(element, this.at));
    if (is(element, 'bpmn:SequenceFlow') && !label && isChoice(element)) groups.push(conditionGroup(element, this.at));
    return groups;
  }
}
Provider.$inject = [
  'propertiesPanel', 'translate', 'config.lec', 'lecChanges', 'lecVocabulary', 'elementRegistry', 'eventBus',
];

function plain(group) {
  if (group.id !== 'general') return group;
  return { ...group, shouldOpen: true, entries: group.entries.filter(each => !HIDDEN.has(each.id)) };
}

export default {
  __init__: ['lecProvider'],
  lecProvider: ['type', Provider],
  lecChanges: ['type', Changes],
  lecVocabulary: ['type', Vocabulary],
};
