// Keeps what is typed into a form with data-draft="<address>" as a draft on the server, a moment after the last
// change. The server answers {"saved": "13.42"}, its own time, or refuses with {"sentence": "..."}, which is shown.
import { csrfToken } from './token.js';

const PAUSE = 1500;
const waiting = new WeakMap();

for (const kind of ['input', 'change']) {
  document.addEventListener(kind, event => {
    const form = event.target.closest?.('form[data-draft]');
    if (!form) return;
    clearTimeout(waiting.get(form));
    waiting.set(form, setTimeout(keep, PAUSE, form));
  });
}

document.addEventListener('submit', event => clearTimeout(waiting.get(event.target)));
addEventListener('pagehide', () => {
  for (const form of document.querySelectorAll('form[data-draft][data-unsaved]')) send(form, true).catch(() => {});
});

async function keep(form) {
  if ('sent' in form.dataset) return;
  delete form.dataset.unsaved;
  try {
    const answer = await send(form, false);
    const { saved, sentence } = await answer.json();
    if (answer.ok) say(form, 'saved', saved);
    else fail(form, sentence);
  } catch {
    fail(form);
  }
}

function fail(form, sentence) {
  form.dataset.unsaved = '';
  say(form, 'failed', '', sentence);
}

function send(form, keepalive) {
  return fetch(form.dataset.draft, {
    method: 'POST',
    body: new URLSearchParams(new FormData(form)),
    headers: { 'X-CSRFToken': csrfToken(), Accept: 'application/json' },
    credentials: 'same-origin',
    keepalive,
  });
}

function say(form, outcome, time, sentence) {
  const line = form.querySelector('[data-draft-status]');
  if (!line) return;
  line.textContent = sentence || line.dataset[outcome].replace('{time}', time);
  line.dataset.outcome = outcome;
}
