// Opens the editor where there is room and a pointer for it; a phone gets the drawing and the form beside it.
import './styles/editor.css';

const host = document.getElementById('editor');

if (matchMedia('(min-width: 900px)').matches) {
  import('./bpmn/editor.js').then(({ edit }) => edit(host)).catch(() => {
    host.dataset.state = 'failed';
  });
} else {
  host.hidden = true;
  const drawing = document.getElementById('drawing-only');
  drawing.hidden = false;
  drawing.querySelector('[data-draws]').dataset.bpmn = drawing.querySelector('[data-draws]').dataset.draws;
  import('./viewer.js');
}
