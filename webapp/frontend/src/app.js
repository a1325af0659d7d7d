// Every page works without this file; it only improves it. Each part listens on the document, so that
// it also serves forms that arrive later.
import './parts/clock.js';
import './parts/drafts.js';
import './parts/errors.js';
import './parts/lasthour.js';
import './parts/marking.js';
import './parts/menu.js';
import './parts/once.js';
import './parts/progress.js';
import './parts/rows.js';
import './parts/sheet.js';
import './parts/unsaved.js';
import './parts/watch.js';

document.documentElement.classList.add('js');

if (document.querySelector('[hx-get], [hx-post], [hx-boost]')) import('./parts/htmx.js');
