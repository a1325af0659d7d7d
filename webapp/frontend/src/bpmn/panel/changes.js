// Changes of the model, each of them one step of undo.
import { getBusinessObject } from 'bpmn-js/lib/util/ModelUtil';

const STEPS = 'properties-panel.multi-command-executor';

export class Changes {
  constructor(modeling, commandStack, bpmnFactory, canvas) {
    Object.assign(this, { modeling, commandStack, bpmnFactory, canvas });
  }

  // Attributes of the element itself; an empty text takes the attribute away.
  set(element, properties) {
    const given = Object.entries(properties).map(([name, value]) => [name, value === '' ? undefined : value]);
    this.modeling.updateProperties(element, Object.fromEntries(given));
  }

  // Attributes of something inside the element.
  setInside(element, moddleElement, properties) {
    const given = Object.entries(properties).map(([name, value]) => [name, value === '' ? undefined : value]);
    this.modeling.updateModdleProperties(element, moddleElement, Object.fromEntries(given));
  }

  expression(parent, body) {
    const made = this.bpmnFactory.create('bpmn:FormalExpression', { body });
    made.$parent = parent;
    return made;
  }

  addExtension(element, type, properties) {
    const owner = getBusinessObject(element);
    const steps = [];
    let holder = owner.get('extensionElements');
    if (!holder) {
      holder = this.bpmnFactory.create('bpmn:ExtensionElements', { values: [] });
      holder.$parent = owner;
      steps.push(this.step(element, owner, { extensionElements: holder }));
    }
    const added = this.bpmnFactory.create(type, properties);
    added.$parent = holder;
    steps.push(this.step(element, holder, { values: [...(holder.get('values') || []), added] }));
    this.commandStack.execute(STEPS, steps);
  }

  // All of one type at once, in place of those that were there; and attributes of the element with them.
  replaceExtensions(element, type, given, attributes) {
    const owner = getBusinessObject(element);
    const steps = [this.step(element, owner, attributes)];
    let holder = owner.get('extensionElements');
    if (!holder && given.length) {
      holder = this.bpmnFactory.create('bpmn:ExtensionElements', { values: [] });
      holder.$parent = owner;
      steps.push(this.step(element, owner, { extensionElements: holder }));
    }
    if (holder) {
      const made = given.map(each => this.bpmnFactory.create(type, each));
      for (const each of made) each.$parent = holder;
      const others = (holder.get('values') || []).filter(each => each.$type !== type);
      steps.push(this.step(element, holder, { values: [...made, ...others] }));
    }
    this.commandStack.execute(STEPS, steps);
  }

  removeExtension(element, gone) {
    const holder = getBusinessObject(element).get('extensionElements');
    this.setInside(element, holder, { values: holder.get('values').filter(each => each !== gone) });
  }

  // Messages and signals stand at the root of the file; an event refers to them.
  refer(element, definition, property, type, name) {
    const root = this.canvas.getRootElement();
    const definitions = getBusinessObject(root).$parent;
    let told = definitions.get('rootElements').find(each => each.$type === type && each.name === name);
    const steps = [];
    if (!told && name) {
      told = this.bpmnFactory.create(type, { name });
      told.$parent = definitions;
      steps.push(this.step(element, definitions, { rootElements: [...definitions.get('rootElements'), told] }));
    }
    steps.push(this.step(element, definition, { [property]: told }));
    this.commandStack.execute(STEPS, steps);
  }

  step(element, moddleElement, properties) {
    return { cmd: 'element.updateModdleProperties', context: { element, moddleElement, properties } };
  }
}
Changes.$inject = ['modeling', 'commandStack', 'bpmnFactory', 'canvas'];
