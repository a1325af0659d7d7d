// The countdown in the top bar. The server sends its own "now", so a wrong clock in this machine cannot mislead.
const pill = document.querySelector('[data-closes-at]');
if (pill) countDown(pill);

function countDown({ dataset, classList }) {
  const closesAt = Date.parse(dataset.closesAt);
  const ahead = Date.parse(dataset.now) - Date.now();
  const remaining = pill.querySelector('[data-remaining]');
  const timer = setInterval(tick, 1000);
  tick();

  function tick() {
    const seconds = Math.max(0, Math.ceil((closesAt - Date.now() - ahead) / 1000));
    remaining.textContent = seconds ? `${dataset.left} ${inWords(seconds, dataset.days)}` : dataset.over;
    classList.add('is-counting');
    classList.toggle('is-near', seconds > 0 && seconds < 3600);
    classList.toggle('is-over', seconds === 0);
    if (!seconds) clearInterval(timer);
  }
}

function inWords(seconds, daysWord) {
  const days = Math.floor(seconds / 86400);
  const parts = [Math.floor((seconds % 86400) / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  const time = parts.map(part => String(part).padStart(2, '0')).join(':');
  return days ? `${days} ${daysWord} ${time}` : time;
}
