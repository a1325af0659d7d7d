// An expression with the words it may use, and what the server makes of it while it is typed.
import { h } from '@bpmn-io/properties-panel/preact';
import { useEffect, useRef, useState } from '@bpmn-io/properties-panel/preact/hooks';
import { useService } from 'bpmn-js-properties-panel';

const PATIENCE = 350;
const LAST_WORD = /[\w.]*$/;

export function ExpressionEntry({ element, id, label, kind, get, set, offers }) {
  const translate = useService('translate');
  const vocabulary = useService('lecVocabulary');
  const kept = get(element);
  const [typed, setTyped] = useState(kept);
  const [verdict, setVerdict] = useState(null);
  const box = useRef();
  const waiting = useRef();
  // Undo, another element, another tab: what the model says wins over what was typed.
  useEffect(() => setTyped(kept), [kept]);
  useEffect(() => {
    let current = true;
    const timer = setTimeout(async () => {
      const found = typed.trim() ? await vocabulary.check(typed, kind) : null;
      if (current) setVerdict(found);
    }, PATIENCE);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [typed, kind]);
  const keep = text => {
    clearTimeout(waiting.current);
    if (text.trim() !== kept) set(text.trim(), element);
  };
  const change = text => {
    setTyped(text);
    clearTimeout(waiting.current);
    waiting.current = setTimeout(() => keep(text), PATIENCE);
  };
  const put = word => {
    const at = box.current?.selectionStart ?? typed.length;
    const before = typed.slice(0, at).replace(LAST_WORD, '');
    change(before + word + typed.slice(at));
    box.current?.focus();
  };
  const field = `bio-properties-panel-${id}`;
  return h('div', { class: 'bio-properties-panel-entry', 'data-entry-id': id }, [
    h('label', { for: field, class: 'bio-properties-panel-label' }, translate(label)),
    h('textarea', {
      id: field, ref: box, name: id, rows: 3, spellcheck: false, autocomplete: 'off', value: typed,
      class: 'bio-properties-panel-input bio-properties-panel-input-monospace',
      'aria-describedby': `${field}-verdict`,
      onInput: event => change(event.target.value),
      onBlur: event => keep(event.target.value),
    }),
    h('p', { id: `${field}-verdict`, role: 'status', class: `expression-verdict ${verdict ? (verdict.ok ? 'is-ok' : 'is-wrong') : ''}` },
      verdict ? verdict.text : ''),
    h(Offers, { offers: fitting(offers(), typed), put, translate }),
  ]);
}

// All of them while nothing is typed; then those that begin like the word at the end.
function fitting(offers, typed) {
  const begun = typed.match(LAST_WORD)[0];
  const found = begun ? offers.filter(each => each.word.startsWith(begun) && each.word !== begun) : [];
  return found.length ? found : offers;
}

function Offers({ offers, put, translate }) {
  return h('div', { class: 'expression-offers', role: 'group', 'aria-label': translate('lec.words') },
    offers.map(({ word, help }) =>
      h('button', { key: word, type: 'button', title: help, onClick: () => put(word) }, [
        h('code', null, word), help && h('span', null, help),
      ])));
}

export const expression = (id, label, kind, rest) => ({ id, label, kind, component: ExpressionEntry, ...rest });
