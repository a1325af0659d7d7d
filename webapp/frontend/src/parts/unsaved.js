// Warns before a half-filled form (data-guard or data-draft) is left. A kept draft, or sending it, clears the mark.
const GUARDED = 'form[data-guard], form[data-draft]';

for (const kind of ['input', 'change']) {
  document.addEventListener(kind, event => {
    const form = event.target.closest?.(GUARDED);
    if (form) form.dataset.unsaved = '';
  });
}

document.addEventListener('submit', event => { delete event.target.dataset.unsaved; });

addEventListener('beforeunload', event => {
  if (!document.querySelector('form[data-unsaved]')) return;
  event.preventDefault();
  event.returnValue = '';
});
