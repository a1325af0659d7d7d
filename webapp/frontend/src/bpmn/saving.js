// Saves the draft by itself a moment after each change, and stops where somebody else has saved before.
import { csrfToken } from '../parts/token.js';

const PATIENCE = 1500;
const AGAIN = 10_000;
const HOUR = { hour: '2-digit', minute: '2-digit', hour12: false, timeZone: 'Asia/Bangkok' };

// 16.30 in Thai, 16:30 in English.
function hourOf(moment) {
  const time = moment.toLocaleTimeString('th-TH', HOUR);
  return document.documentElement.lang === 'th' ? time.replace(':', '.') : time;
}

export class Saving {
  constructor(modeler, host, config, problems, revision) {
    Object.assign(this, { modeler, host, config, problems, revision });
    this.status = host.querySelector('[data-editor-status]');
    this.clash = host.querySelector('[data-editor-clash]');
    this.changes = 0;
    this.saved = 0;
    this.running = null;
    modeler.on('commandStack.changed', ({ trigger }) => trigger !== 'clear' && this.changed());
    addEventListener('beforeunload', event => {
      if (this.isDirty) event.preventDefault();
    });
    this.wireClash();
  }

  get isDirty() {
    return this.changes > this.saved;
  }

  changed() {
    this.changes += 1;
    this.say('unsaved');
    this.later(PATIENCE);
  }

  later(wait) {
    clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(() => this.save(), wait);
  }

  // One save at a time; what changed meanwhile is saved after it.
  async save() {
    clearTimeout(this.timer);
    if (this.stopped || !this.isDirty) return this.running;
    if (this.running) {
      this.later(PATIENCE);
      return this.running;
    }
    this.running = this.send().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  async send() {
    const upTo = this.changes;
    this.say('saving');
    try {
      const { xml } = await this.modeler.saveXML({ format: true });
      this.read(await this.put(xml), upTo);
    } catch {
      this.say('unreachable');
      this.later(AGAIN);
    }
  }

  async put(xml) {
    const how = this.fromFile ? '?how=file' : '';
    const answer = await fetch(this.config.save + how, {
      method: 'PUT', credentials: 'same-origin', body: xml,
      headers: {
        'Content-Type': 'application/xml; charset=utf-8', 'If-Match': `"${this.revision}"`, 'X-CSRFToken': csrfToken(),
      },
    });
    const isJson = (answer.headers.get('Content-Type') || '').includes('json');
    return { status: answer.status, ok: answer.ok, told: isJson ? await answer.json() : {} };
  }

  read({ status, ok, told }, upTo) {
    if (ok) {
      this.revision = told.revision;
      this.saved = upTo;
      this.fromFile = false;
      this.host.dataset.revision = told.revision;
      this.say(this.isDirty ? 'unsaved' : 'saved');
      this.problems.show(told.problems || []);
    } else if (status === 409 && told.author !== undefined) {
      this.met(told, upTo);
    } else {
      this.say(status >= 500 ? 'unreachable' : 'refused', told.text);
      if (status >= 500) this.later(AGAIN);
    }
  }

  // Somebody else saved first: nothing is overwritten until the officer has chosen.
  met(told, upTo) {
    this.stopped = true;
    this.saved = upTo; // it is kept beside: leaving the page to compare loses nothing
    this.theirs = told;
    this.say('clash');
    const when = hourOf(new Date(told.saved_at));
    const sentence = this.config.texts['lec.clash'].replace('{author}', told.author || '?').replace('{time}', when);
    this.clash.querySelector('[data-clash-text]').textContent = sentence;
    this.lead('[data-clash-compare]', told.compare);
    this.lead('[data-clash-beside]', told.beside);
    this.clash.hidden = false;
    this.clash.focus();
  }

  lead(selector, address) {
    const link = this.clash.querySelector(selector);
    if (address) link.href = address;
    link.hidden = !address;
  }

  wireClash() {
    this.clash.querySelector('[data-clash-mine]').addEventListener('click', () => {
      this.revision = this.theirs.revision;
      this.saved = -1;
      this.go();
      this.save();
    });
    this.clash.querySelector('[data-clash-theirs]').addEventListener('click', async () => {
      this.saved = this.changes;
      await this.giveUpMine().catch(() => {});
      location.reload();
    });
  }

  // What was kept beside is given up; should that fail, the draft's page still offers both.
  giveUpMine() {
    const body = new URLSearchParams({ csrf_token: csrfToken() });
    return fetch(this.theirs.theirs, { method: 'POST', credentials: 'same-origin', redirect: 'manual', body });
  }

  go() {
    this.stopped = false;
    this.clash.hidden = true;
  }

  say(state, sentence) {
    this.host.dataset.saving = state;
    const time = hourOf(new Date());
    this.status.textContent = sentence || this.config.texts[`lec.saving.${state}`].replace('{time}', time);
  }
}
