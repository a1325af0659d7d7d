// The words that a diagram may use, from the server and in the reader's language, and its opinion of expressions.
import { csrfToken } from '../../parts/token.js';

const NONE = { words: [], acts: [], roles: [], steps: [], messages: [], signals: [], outcomes: [] };

export class Vocabulary {
  constructor(config, modeler) {
    Object.assign(this, NONE, { config, modeler });
  }

  async load() {
    const answer = await fetch(this.config.words, { credentials: 'same-origin' });
    if (answer.ok) Object.assign(this, NONE, await answer.json());
  }

  async check(text, kind) {
    try {
      const { xml } = await this.modeler.saveXML(); // whose outcomes and fields it may name
      const answer = await fetch(this.config.checkExpression, {
        method: 'POST', credentials: 'same-origin',
        headers: { 'Content-Type': 'application/json', 'X-CSRFToken': csrfToken() },
        body: JSON.stringify({ text, kind, xml }),
      });
      return answer.ok ? await answer.json() : null;
    } catch {
      return null; // no line: the draft is checked again when it is saved
    }
  }

  // The acts that a human task of this diagram may name.
  get actsHere() {
    return this.acts.filter(each => !this.config.tier || (each.tiers || []).includes(this.config.tier));
  }

  act(name) {
    return this.acts.find(each => each.name === name);
  }

  step(name) {
    return this.steps.find(each => each.name === name);
  }
}
Vocabulary.$inject = ['config.lec', 'bpmnjs'];

export const asOptions = named => named.map(each => ({ value: each.name, label: each.label || each.name }));
