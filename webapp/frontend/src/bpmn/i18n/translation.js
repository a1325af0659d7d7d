// bpmn-js asks this for every word it shows: its own in Thai, ours in the language of the page.
import thai from './th.js';

export function translation(language, texts) {
  const words = { ...(language === 'th' ? thai : {}), ...texts };
  const translate = (text, values = {}) =>
    (words[text] ?? text).replace(/{([^}]+)}/g, (whole, name) => values[name] ?? whole);
  return { translate: ['value', translate] };
}
