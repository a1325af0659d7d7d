// The grid of outside schools as a spreadsheet: arrows and Enter go from cell to cell, a block from Excel can be
// pasted, totals live, and each cell is saved by itself. Without this file the form is sent as a whole.
// A row holds in its hidden field what the server keeps of it; a cell is changed when it differs from that.
import { csrfToken } from './token.js';
import { plain, readBlock } from './sheet-block.js';

const AGAIN = 5000;
const MARKS = { saved: '✓', asks: '?', explained: '✎', blank: '', saving: '…', wrong: '!' };
const STEPS = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

const form = document.querySelector('form[data-sheet]');
const rows = form ? [...form.querySelectorAll('tr[data-school]')] : [];
const inputs = row => [...row.querySelectorAll('.cell-input')];
const cells = row => [...row.querySelectorAll('.sheet-cell')];
const kept = row => row.querySelector('input[name^="was-"]');
const rowOf = cell => cell.closest('tr');
const columnOf = cell => cells(rowOf(cell)).indexOf(cell);
const was = cell => kept(rowOf(cell)).value.split(',')[columnOf(cell)];
const waiting = new Set();
let sending = null;

if (form) {
  form.addEventListener('keydown', pressed);
  form.addEventListener('focusin', event => { if (event.target.matches('.cell-input')) event.target.select(); });
  form.addEventListener('input', typed);
  form.addEventListener('change', changed);
  form.addEventListener('paste', pasted);
  // Before anybody else hears of it: what is on its way must have arrived before the form is sent.
  document.addEventListener('submit', waitForCells, true);
  addEventListener('online', save);
}

function textOf(cell) {
  const parts = [...cell.querySelectorAll('.cell-input')].map(each => plain(each.value));
  if (parts.includes('-')) return '-';
  if (parts.some(Boolean)) return parts.join('/');
  return parts.length > 1 && /^\d+$/.test(was(cell)) ? was(cell) : '';
}

const isHalf = cell => /^\/|\/$/.test(textOf(cell));
const isChanged = cell => textOf(cell) !== was(cell);

function show(cell, text) {
  const fields = [...cell.querySelectorAll('.cell-input')];
  const parts = text.split('/');
  fields.forEach((field, place) => {
    if (fields.length === 1 || text === '-') field.value = text;
    else field.value = parts.length > 1 ? parts[place] : '';
  });
}

function pressed(event) {
  const field = event.target.closest('.cell-input');
  if (!field || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === 'Escape') putBack(field.closest('.sheet-cell'));
  else if (event.key === 'Enter') {
    queue(field.closest('.sheet-cell'));
    go(field, event.shiftKey ? -1 : 1, 0);
  } else if (event.key in STEPS && leaves(field, event)) go(field, ...STEPS[event.key]);
  else return;
  event.preventDefault();
}

// To the side only from the end of the text, so that a number can still be mended.
function leaves(field, { key, shiftKey }) {
  if (shiftKey) return false;
  const [start, end, length] = [field.selectionStart, field.selectionEnd, field.value.length];
  if (start === 0 && end === length) return true;
  return key === 'ArrowLeft' ? end === 0 : key === 'ArrowRight' ? start === length : true;
}

function go(field, down, right) {
  const row = rowOf(field);
  const place = inputs(row).indexOf(field) + right;
  const next = rows[rows.indexOf(row) + down];
  (next && inputs(next)[place])?.focus();
}

function putBack(cell) {
  waiting.delete(cell);
  right(cell);
  show(cell, was(cell));
  mark(cell, cell.dataset.state ?? (was(cell) ? 'saved' : 'blank'));
  cell.querySelector('.cell-input').select();
  total();
}

function typed(event) {
  if (!event.target.matches('.cell-input')) return;
  form.dataset.unsaved = '';
  total();
}

function changed(event) {
  const cell = event.target.closest('.sheet-cell');
  const why = event.target.closest('[name^="why-"]');
  if (cell) queue(cell);
  else if (why) {
    const row = rows.find(each => each.dataset.school === why.name.slice(4));
    cells(row).filter(each => textOf(each) === '-' && isChanged(each)).forEach(each => waiting.add(each));
    save();
  }
}

function queue(cell) {
  if (isHalf(cell)) return;
  if (isChanged(cell)) waiting.add(cell);
  else if (!waiting.has(cell)) {
    right(cell);
    if (!sending && !waiting.size) delete form.dataset.unsaved;
  }
  save();
}

function pasted(event) {
  const field = event.target.closest('.cell-input');
  const text = event.clipboardData?.getData('text') ?? '';
  if (!field || !/[\t\n]/.test(text.replace(/\r?\n$/, ''))) return;
  event.preventDefault();
  const row = rowOf(field);
  const room = [rows.length - rows.indexOf(row), inputs(row).length - inputs(row).indexOf(field)];
  const { block, fault, details } = readBlock(text, ...room);
  if (fault) {
    tell(Object.entries(details).reduce((words, [name, value]) => words.replace(`{${name}}`, value), form.dataset[fault]), true);
    return;
  }
  block.forEach((line, down) => line.forEach((value, across) => {
    const target = inputs(rows[rows.indexOf(row) + down])[inputs(row).indexOf(field) + across];
    target.value = value;
    const cell = target.closest('.sheet-cell');
    if (isChanged(cell) && !isHalf(cell)) waiting.add(cell);
  }));
  form.dataset.unsaved = '';
  total();
  save();
}

function save() {
  if (sending || !waiting.size) return;
  sending = send([...waiting]).finally(() => {
    sending = null;
    if (waiting.size && !('stopped' in form.dataset)) save();
  });
}

async function send(batch) {
  const body = new URLSearchParams();
  for (const cell of batch) {
    const row = rowOf(cell);
    const id = row.dataset.school;
    body.set(`was-${id}`, kept(row).value);
    const why = form.elements[`why-${id}`]?.value;
    if (why) body.set(`why-${id}`, why);
    for (const field of cell.querySelectorAll('.cell-input')) body.set(field.name, field.value);
    mark(cell, 'saving');
    waiting.delete(cell);
  }
  delete form.dataset.stopped;
  tell(form.dataset.saving);
  try {
    const answer = await fetch(form.dataset.sheet, {
      method: 'POST',
      body,
      headers: { 'X-CSRFToken': csrfToken(), Accept: 'application/json' },
      credentials: 'same-origin',
      keepalive: true,
    });
    const told = await answer.json();
    if (answer.ok) arrived(batch, body, told);
    else if (told.errors) wrong(batch, told);
    else lost(batch, told.sentence, answer.status >= 500);
  } catch {
    lost(batch, form.dataset.lost, true);
  }
}

function arrived(batch, body, told) {
  for (const cell of batch) {
    right(cell);
    const untouched = [...cell.querySelectorAll('.cell-input')].every(each => each.value === body.get(each.name));
    if (!untouched && !isHalf(cell)) waiting.add(cell);
    cell.dataset.sent = untouched ? '' : 'again';
  }
  for (const [id, row] of Object.entries(told.rows)) take(id, row);
  for (const cell of batch) {
    if (cell.dataset.sent === '') show(cell, was(cell));
    delete cell.dataset.sent;
  }
  tell(form.dataset.saved.replace('{time}', told.saved));
  if (!waiting.size && !form.querySelector('.cell-input[aria-invalid]')) delete form.dataset.unsaved;
  total();
}

// What the server keeps of a row now; a cell that was not being changed shows it.
function take(id, told) {
  const row = rows.find(each => each.dataset.school === id);
  if (!row) return;
  const idle = cells(row).filter(cell => !isChanged(cell) && !waiting.has(cell));
  kept(row).value = told.was;
  const states = Object.values(told.states);
  cells(row).forEach((cell, column) => {
    cell.dataset.state = states[column];
    if (idle.includes(cell)) show(cell, was(cell));
    if (!isChanged(cell)) mark(cell, states[column]);
  });
  row.querySelector('[data-row-asks]').textContent = told.asks ? `${form.dataset.asks.replace('{number}', told.asks)} · ` : '';
  const blanks = states.filter(each => each === 'blank').length;
  const line = row.querySelector('[data-row-blanks]');
  if (line) line.textContent = blanks ? form.dataset.blanks.replace('{number}', blanks) : '';
}

// All or none was kept: those that nothing is wrong with go again by themselves.
function wrong(batch, told) {
  for (const [id, row] of Object.entries(told.rows ?? {})) take(id, row);
  for (const cell of batch) {
    const names = [...cell.querySelectorAll('.cell-input')].map(each => each.name);
    const reason = textOf(cell) === '-' && told.errors[`why-${rowOf(cell).dataset.school}`];
    const sentence = names.map(each => told.errors[each]).find(Boolean) ?? reason;
    if (sentence) blame(cell, sentence);
    else if (isChanged(cell)) waiting.add(cell);
  }
  const why = Object.keys(told.errors).find(each => each.startsWith('why-'));
  if (why) {
    form.elements[why].closest('details').open = true;
    form.elements[why].focus();
  }
  tell(told.sentence, true);
}

function lost(batch, sentence, again) {
  for (const cell of batch) {
    mark(cell, 'wrong');
    waiting.add(cell);
  }
  form.dataset.unsaved = '';
  form.dataset.stopped = '';
  tell(sentence, true);
  if (again) setTimeout(save, AGAIN);
}

function blame(cell, sentence) {
  right(cell);
  const field = cell.querySelector('.cell-input');
  const line = document.createElement('span');
  line.className = 'cell-error';
  line.id = `${field.name}-error`;
  line.textContent = sentence;
  field.after(line);
  field.setAttribute('aria-invalid', 'true');
  field.setAttribute('aria-describedby', line.id);
  mark(cell, 'wrong');
  form.dataset.unsaved = '';
}

function right(cell) {
  cell.querySelectorAll('.cell-error').forEach(each => each.remove());
  for (const field of cell.querySelectorAll('.cell-input')) {
    field.removeAttribute('aria-invalid');
    field.removeAttribute('aria-describedby');
  }
}

function mark(cell, state) {
  const line = cell.querySelector('[data-cell-mark]');
  line.textContent = MARKS[state];
  line.dataset.cellMark = state;
}

function tell(words, bad = false) {
  const line = form.querySelector('[data-sheet-status]');
  line.textContent = words;
  line.dataset.outcome = bad ? 'failed' : '';
}

const number = cell => textOf(cell).split('/').reduce((sum, each) => sum + (/^\d+$/.test(each) ? Number(each) : 0), 0);
const words = count => count.toLocaleString('en-US');

function total() {
  const sums = [...form.querySelectorAll('[data-column-sum]')];
  const columns = sums.map(each => Number(each.dataset.columnSum));
  for (const row of rows) {
    const numbers = cells(row).map(number);
    row.querySelector('[data-row-sum]').textContent = words(numbers.reduce((sum, each) => sum + each, 0));
    numbers.forEach((each, column) => { columns[column] += each; });
    cells(row).forEach((cell, column) => {
      const sum = cell.querySelector('[data-cell-sum]');
      if (sum) sum.textContent = textOf(cell) && textOf(cell) !== '-' ? words(numbers[column]) : '';
    });
  }
  sums.forEach((each, column) => { each.textContent = words(columns[column]); });
  form.querySelector('[data-grand-sum]').textContent = words(columns.reduce((sum, each) => sum + each, 0));
}

async function waitForCells(event) {
  if (event.target !== form || !sending) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const { submitter } = event;
  while (sending) await sending;
  submitter?.click();
}
