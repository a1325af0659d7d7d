// A page that comes back with errors starts at their summary; its links go to the field and put the cursor there.
const summary = document.querySelector('[data-error-summary]');
summary?.focus();

document.addEventListener('click', event => {
  const link = event.target.closest?.('[data-error-summary] a[href^="#"]');
  const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!field) return;
  event.preventDefault();
  (field.closest('.field') ?? field).scrollIntoView({ block: 'start' });
  field.focus({ preventScroll: true });
});
