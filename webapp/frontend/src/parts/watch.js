// Keeps the numbers of work under way in step with the server, part by part, until it is done: nothing that
// somebody reads or types is taken from under them, and the reader may stop it (WCAG 2.2.1 and 2.2.2).
const LIVE = '[data-live]';
const line = document.querySelector('[data-watch]');

if (line) {
  const again = line.querySelector('a');
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'btn btn-sm btn-outline-secondary';
  let going = true;
  const tell = () => (button.textContent = going ? line.dataset.stop : line.dataset.go);
  button.addEventListener('click', () => {
    going = !going;
    tell();
  });
  tell();
  line.append(' ', button);
  const timer = setInterval(async () => {
    if (!going || document.hidden) return;
    const fresh = await page(again.href);
    if (!fresh || !going) return;
    if (fresh.querySelector('[data-watch]')) {
      renew(fresh);
      return;
    }
    clearInterval(timer);
    location.replace(again.href);
  }, line.dataset.watch * 1000);
}

async function page(address) {
  try {
    const answer = await fetch(address, { headers: { Accept: 'text/html' }, cache: 'no-store' });
    return answer.ok && !answer.redirected ? new DOMParser().parseFromString(await answer.text(), 'text/html') : null;
  } catch {
    return null; // the line is back some time; what is shown stays
  }
}

function renew(fresh) {
  const news = fresh.querySelectorAll(LIVE);
  document.querySelectorAll(LIVE).forEach((old, place) => {
    const now = news[place];
    if (now && !old.contains(document.activeElement) && now.innerHTML !== old.innerHTML) {
      old.replaceChildren(...now.childNodes);
    }
  });
}
