// The menu on phones. Without this file it opens by its address (#menu); with it, it also closes with Escape,
// keeps the focus inside and leaves no trace in the browser's history.
const menu = document.getElementById('menu');
const opener = document.querySelector('[data-menu-open]');
const rest = () => document.querySelectorAll('.page, .skip');

if (menu && opener) {
  opener.addEventListener('click', event => { event.preventDefault(); open(); });
  for (const closer of document.querySelectorAll('[data-menu-close]')) {
    closer.addEventListener('click', event => { event.preventDefault(); close(); });
  }
  document.addEventListener('keydown', event => { if (event.key === 'Escape') close(); });
  matchMedia('(min-width: 992px)').addEventListener?.('change', close);
}

function open() {
  menu.classList.add('is-open');
  rest().forEach(part => part.setAttribute('inert', ''));
  menu.querySelector('[data-menu-close]').focus();
}

function close() {
  if (!menu.classList.contains('is-open')) return;
  menu.classList.remove('is-open');
  rest().forEach(part => part.removeAttribute('inert'));
  opener.focus();
}
