// Says that a form with work ahead of it was sent and for how long it has been at work. The words are announced
// once; the seconds are for the eye alone, since a count read aloud every second says nothing more.
const running = new Map();

document.addEventListener('submit', event => {
  const place = event.target.querySelector?.('[data-progress]');
  if (!place || event.defaultPrevented || running.has(place)) return;
  const began = performance.now();
  const seconds = document.createElement('span');
  seconds.setAttribute('aria-hidden', 'true');
  place.textContent = place.dataset.progress;
  place.append(seconds);
  const tell = () => {
    const passed = Math.floor((performance.now() - began) / 1000);
    if (passed) seconds.textContent = ` · ${place.dataset.seconds.replace('{seconds}', passed)}`;
  };
  running.set(place, setInterval(tell, 1000));
});

addEventListener('pageshow', () => {
  for (const [place, timer] of running) {
    clearInterval(timer);
    place.textContent = '';
  }
  running.clear();
});
