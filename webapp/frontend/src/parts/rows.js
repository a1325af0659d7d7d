// Mending a learner in the row of the list. Without this file the row's link leads to the page of the form.
// Enter opens and saves, Escape puts the row back as it was, the arrows go from row to row.
import { csrfToken } from './token.js';

const STEPS = { ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling' };
const before = new WeakMap();

document.addEventListener('click', event => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest?.('[data-row-edit]');
  const cancelled = event.target.closest?.('[data-row-cancel]');
  if (link) open(link.closest('tr'), link);
  else if (cancelled) putBack(cancelled.closest('tr'));
  else return;
  event.preventDefault();
});

document.addEventListener('keydown', event => {
  const row = event.target.closest?.('tr[data-row]');
  if (!row || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === 'Escape' && before.has(row)) putBack(row);
  else if (event.key in STEPS && !before.has(row)) enter(row[STEPS[event.key]] ?? row);
  else return;
  event.preventDefault();
});

// Before anybody else hears of it: this form is not sent by leaving the page.
document.addEventListener('submit', event => {
  const row = event.target.closest('[data-row-form]')?.closest('tr');
  if (!row || 'plain' in event.target.dataset) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  save(row, event.target);
}, true);

const ask = (row, options) => fetch(row.dataset.row, {
  credentials: 'same-origin',
  ...options,
  headers: { 'HX-Request': 'true', 'X-CSRFToken': csrfToken() },
});

async function open(row, link) {
  try {
    const answer = await ask(row);
    if (!answer.ok) throw new Error(answer.status);
    before.set(replace(row, await answer.text()), row);
  } catch {
    location.assign(link.href);
  }
}

async function save(row, form) {
  if ('sent' in form.dataset) return;
  form.dataset.sent = '';
  try {
    const answer = await ask(row, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
    if (!answer.ok && answer.status !== 422) throw new Error(answer.status);
    const now = replace(row, await answer.text());
    if (!answer.ok) before.set(now, before.get(row));
  } catch {
    // The server's own page says what stands in the way.
    form.dataset.plain = '';
    delete form.dataset.unsaved;
    form.submit();
  }
}

function replace(row, html) {
  const template = document.createElement('template');
  template.innerHTML = html;
  const now = template.content.querySelector('tr');
  row.replaceWith(now);
  enter(now);
  return now;
}

function putBack(row) {
  const line = before.get(row);
  row.replaceWith(line);
  enter(line);
}

function enter(row) {
  const first = ['[aria-invalid]', 'input:not([type="hidden"])', '[data-row-edit]', 'a'];
  first.map(each => row.querySelector(each)).find(Boolean)?.focus();
}
