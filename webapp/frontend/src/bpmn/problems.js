// What the server finds wrong: marked on the elements, and as a list that leads to them.
import { csrfToken } from '../parts/token.js';

const BADGE = { top: -12, left: -12 };

export class Problems {
  constructor(modeler, host, config) {
    Object.assign(this, { modeler, host, config });
    this.box = host.querySelector('[data-editor-problems]');
    this.count = host.querySelector('[data-problem-count]');
    this.list = this.box.querySelector('ul');
    this.marked = [];
  }

  async check(xml) {
    try {
      const answer = await fetch(this.config.check, {
        method: 'POST', credentials: 'same-origin', body: xml,
        headers: { 'Content-Type': 'application/xml; charset=utf-8', 'X-CSRFToken': csrfToken() },
      });
      if (answer.ok) this.show((await answer.json()).problems);
    } catch {
      // no line: the next save tells
    }
  }

  show(problems) {
    this.clear();
    const registry = this.modeler.get('elementRegistry');
    for (const problem of problems) this.mark(registry.get(problem.element), problem.text);
    this.list.replaceChildren(...problems.map(each => this.line(each, registry.get(each.element))));
    this.box.hidden = problems.length === 0;
    this.host.dataset.problems = problems.length;
    const text = this.config.texts[problems.length ? 'lec.problems' : 'lec.no_problems'];
    this.count.textContent = text.replace('{count}', problems.length);
    this.count.classList.toggle('is-wrong', problems.length > 0);
  }

  say(sentence) {
    const line = document.createElement('li');
    line.textContent = sentence;
    this.list.append(line);
    this.box.hidden = false;
  }

  clear() {
    const canvas = this.modeler.get('canvas');
    this.modeler.get('overlays').remove({ type: 'lec-problem' });
    for (const id of this.marked) if (this.modeler.get('elementRegistry').get(id)) canvas.removeMarker(id, 'has-problem');
    this.marked = [];
  }

  mark(element, text) {
    if (!element || element.parent === undefined || element === this.modeler.get('canvas').getRootElement()) return;
    if (this.marked.includes(element.id)) return;
    this.marked.push(element.id);
    this.modeler.get('canvas').addMarker(element, 'has-problem');
    const html = document.createElement('div');
    html.className = 'problem-badge';
    html.title = text;
    html.textContent = '!';
    this.modeler.get('overlays').add(element, 'lec-problem', { position: BADGE, html, scale: { min: 0.8, max: 1.4 } });
  }

  line(problem, element) {
    const line = document.createElement('li');
    if (!element) {
      line.textContent = problem.text;
      return line;
    }
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'btn btn-link';
    button.textContent = problem.text;
    button.addEventListener('click', () => this.lead(problem.element));
    line.append(button);
    return line;
  }

  lead(id) {
    const element = this.modeler.get('elementRegistry').get(id);
    if (!element) return;
    this.modeler.get('canvas').scrollToElement(element, 120);
    this.modeler.get('selection').select(element);
  }
}
