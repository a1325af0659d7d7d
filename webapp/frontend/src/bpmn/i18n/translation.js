// bpmn-js asks this for every word it shows: its own in Thai, ours in the language of the page.
import thai from './th.js';

export const missing = new Set();

export function translation(language, texts) {
  const words = { ...(language === 'th' ? thai : {}), ...texts };
  const translate = (text, values = {}) => {
    if (language === 'th' && !(text in words) && /[A-Za-z]{3}/.test(text)) missing.add(text);
    return (words[text] ?? text).replace(/{([^}]+)}/g, (whole, name) => values[name] ?? whole);
  };
  return { translate: ['value', translate] };
}
