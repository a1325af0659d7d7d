// htmx with the CSRF token on every request.
import 'htmx.org';
import { csrfToken } from './token.js';

document.addEventListener('htmx:config:request', event => {
  event.detail.ctx.request.headers['X-CSRFToken'] = csrfToken();
});
