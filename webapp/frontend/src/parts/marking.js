// The class list by keyboard: one key marks a learner and goes on to the next, and each mark is saved at once.
// Keys are told by their place (event.code), so that they are the same on a Thai layout. They work while the
// focus is in the list. Without this file the form is sent as a whole.
import { csrfToken } from './token.js';

const MARKS = {
  Digit1: 'seen', Numpad1: 'seen', KeyF: 'seen',
  Digit2: 'not_found', Numpad2: 'not_found', KeyN: 'not_found',
};
const STEPS = { ArrowDown: 1, ArrowUp: -1 };
const AGAIN = 5000;

const form = document.querySelector('form[data-marking]');
const rows = form ? [...form.querySelectorAll('[data-mark]')] : [];
const unsaved = new Set();
let sending = null;

if (form) {
  form.addEventListener('keydown', pressed);
  form.addEventListener('change', changed);
  form.querySelector('[data-marking-start]')?.addEventListener('click', () => {
    enter(rows.find(row => !chosen(row)) ?? rows[0]);
  });
  // Before anybody else hears of it: what is on its way must have arrived before the form is sent.
  document.addEventListener('submit', waitForMarks, true);
  addEventListener('online', save);
}

function pressed(event) {
  const row = event.target.closest('[data-mark]');
  if (!row || event.ctrlKey || event.altKey || event.metaKey) return;
  const mark = MARKS[event.code];
  if (mark) {
    choose(row, mark);
    enter(beside(row, 1) ?? row);
  } else if (event.code === 'Space') {
    choose(row, chosen(row) === 'seen' ? 'not_found' : 'seen');
    enter(row);
  } else if (event.code in STEPS) {
    enter(beside(row, STEPS[event.code]) ?? row);
  } else return;
  event.preventDefault();
}

const chosen = row => row.querySelector(':checked')?.value ?? '';
const beside = (row, step) => rows[rows.indexOf(row) + step];
const enter = row => (row?.querySelector(':checked') ?? row?.querySelector('input:not(:disabled)'))?.focus();

function choose(row, mark) {
  const choice = row.querySelector(`[value="${mark}"]`);
  if (choice.checked) return;
  choice.checked = true;
  choice.dispatchEvent(new Event('change', { bubbles: true }));
}

function changed(event) {
  const row = event.target.closest('[data-mark]');
  if (!row) return;
  unsaved.add(row);
  say(row, 'waiting');
  save();
}

function save() {
  if (!sending && unsaved.size) sending = send([...unsaved]).finally(() => { sending = null; });
}

async function send(batch) {
  const marks = new URLSearchParams({ made_from: form.elements.made_from.value });
  for (const row of batch) {
    marks.set(`mark-${row.dataset.mark}`, chosen(row));
    marks.set(`was-${row.dataset.mark}`, row.dataset.kept);
    unsaved.delete(row);
  }
  try {
    const answer = await fetch(form.dataset.marking, {
      method: 'POST',
      body: marks,
      headers: { 'X-CSRFToken': csrfToken(), Accept: 'application/json' },
      credentials: 'same-origin',
      keepalive: true,
    });
    const told = await answer.json();
    if (answer.ok) arrived(batch, marks, told);
    else lost(batch, told.sentence, answer.status >= 500);
  } catch {
    lost(batch, form.dataset.lost, true);
  }
}

function arrived(batch, marks, { saved, held, not_found: missing, made_from: stamp }) {
  for (const row of batch) {
    row.dataset.kept = marks.get(`mark-${row.dataset.mark}`);
    if (!unsaved.has(row)) say(row, 'saved', saved);
  }
  if (stamp) form.elements.made_from.value = stamp;
  tell(form.dataset.count.replace('{held}', held).replace('{missing}', missing));
  const bar = document.querySelector('.progress-line progress');
  if (bar) bar.value = held;
  document.querySelector('[data-saved-last]')?.replaceChildren(form.dataset.saved.replace('{time}', saved));
  if (unsaved.size) setTimeout(save);
  else delete form.dataset.unsaved;
}

// What was refused is not sent again by itself: the button sends it, and the server's page says why not.
function lost(batch, sentence, again) {
  for (const row of batch) {
    if (again) unsaved.add(row);
    say(row, 'failed');
  }
  form.dataset.unsaved = '';
  tell(sentence);
  if (again) setTimeout(save, AGAIN);
  else if (unsaved.size) setTimeout(save);
}

function say(row, outcome, time) {
  const line = row.parentElement.querySelector('[data-mark-state]');
  line.textContent = form.dataset[outcome].replace('{time}', time);
  line.dataset.outcome = outcome;
}

function tell(words) {
  document.querySelector('[data-saved-state]').textContent = words;
}

async function waitForMarks(event) {
  if (event.target !== form || !sending) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const { submitter } = event;
  while (sending) await sending;
  submitter?.click();
}
