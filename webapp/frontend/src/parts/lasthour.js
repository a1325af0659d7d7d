// In the last half hour, says aloud that something on the page is not recorded yet: at 30, at 10 and at 2 minutes.
// What is kept as a draft only is not recorded either. The server's "now" counts, as in the countdown.
const MINUTES = [30, 10, 2];
const pill = document.querySelector('[data-closes-at]');
const line = document.querySelector('[data-last-hour]');
const typed = new WeakSet();
const warned = new Set();

if (pill && line) {
  const closesAt = Date.parse(pill.dataset.closesAt);
  const ahead = Date.parse(pill.dataset.now) - Date.now();
  document.addEventListener('input', event => typed.add(event.target.form ?? document));
  document.addEventListener('submit', event => typed.delete(event.target));
  setInterval(() => warn((closesAt - Date.now() - ahead) / 60000), 1000);
}

function warn(left) {
  const step = MINUTES.filter(each => left <= each).at(-1);
  if (!step || left <= 0 || warned.has(step) || !unrecorded()) return;
  warned.add(step);
  line.hidden = false;
  line.lastElementChild.textContent = line.dataset.lastHour.replace('{minutes}', String(Math.ceil(left)));
}

function unrecorded() {
  const drafts = [...document.querySelectorAll('form[data-draft]')];
  return document.querySelector('form[data-unsaved]') || drafts.some(form => typed.has(form));
}
