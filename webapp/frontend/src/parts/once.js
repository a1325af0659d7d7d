// A second click on a submit button sends nothing. The server gives every double submit one winner anyway;
// this spares the officer the page that says so. Coming back to the page makes the buttons work again.
document.addEventListener('submit', event => {
  const form = event.target;
  if (event.defaultPrevented || form.getAttribute('method')?.toLowerCase() !== 'post' || 'repeatable' in form.dataset) return;
  if ('sent' in form.dataset) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = '';
  // After the browser has read the form: a disabled button would not send its name.
  setTimeout(() => setBusy(form, true));
});

addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) {
    delete form.dataset.sent;
    setBusy(form, false);
  }
});

function setBusy(form, busy) {
  for (const button of [...form.elements].filter(each => each.type === 'submit')) {
    button.disabled = busy;
    button.classList.toggle('is-busy', busy);
  }
}
