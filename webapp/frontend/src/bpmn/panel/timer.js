// When a timer strikes: so many hours or days before or after a date of the round's calendar, so long after the
// task was reached, or an expression of one's own.
import { Group } from '@bpmn-io/properties-panel';
import { h } from '@bpmn-io/properties-panel/preact';
import { getBusinessObject, is } from 'bpmn-js/lib/util/ModelUtil';
import { entry, withCurrent } from './entries.js';
import { expression } from './expression.js';

const FROM_CALENDAR = /^(\w+_at)(?:\s*([+-])\s*duration\("(\d+)h"\))?$/;
const LENGTH = /^duration\("(\d+)h"\)$/;
const A_DAY = 24;
const AN_HOUR = 3_600_000;
const chosen = new WeakMap(); // whoever asked for an own expression keeps the box, whatever it says

export function timerOf(element) {
  const events = getBusinessObject(element).get('eventDefinitions') || [];
  return events.find(each => is(each, 'bpmn:TimerEventDefinition'));
}

export function timerGroup(element, { changes, translate, config, vocabulary }) {
  const timer = timerOf(element);
  const now = read(timer);
  const write = (property, text) => changes.setInside(element, timer, {
    timeDate: undefined, timeDuration: undefined, timeCycle: undefined, [property]: changes.expression(timer, text),
  });
  const set = change => {
    const next = { ...now, ...change };
    chosen.delete(timer);
    if (next.how === 'length') write('timeDuration', `duration("${hours(next)}h")`);
    else write('timeDate', moment(next));
  };
  const rows = { calendar: calendarRows, length: lengthRows }[now.how];
  const own = () => [expression('lec-timer-own', `lec.timer.${now.how}`, now.kind, {
    get: () => body(timer),
    set: text => write(now.kind === 'duration' ? 'timeDuration' : 'timeDate', text),
    offers: () => [...vocabulary.words.filter(each => each.type === 'timestamp'), { name: 'duration("24h")', help: '' }]
      .map(each => ({ word: each.name, help: each.help })),
  })];
  return {
    id: 'lec-timer', label: translate('lec.timer'), component: Group, translate, shouldOpen: true,
    entries: [how(timer, now, set, changes, element), ...(rows ? rows(now, set, config, translate) : own())],
  };
}

function how(timer, now, set, changes, element) {
  return entry('select', 'lec-timer-how', 'lec.timer.how', {
    get: () => now.how,
    options: t => ['calendar', 'length', 'own_moment', 'own_length'].map(each => ({ value: each, label: t(`lec.timer.${each}`) })),
    set: value => {
      if (!value.startsWith('own')) return set({ how: value });
      chosen.set(timer, value);
      const property = value === 'own_length' ? 'timeDuration' : 'timeDate';
      const kept = changes.expression(timer, body(timer));
      return changes.setInside(element, timer, { timeDate: undefined, timeDuration: undefined, [property]: kept });
    },
  });
}

function calendarRows(now, set, config, translate) {
  const dates = config.calendar.map(each => ({ value: each.name, label: each.label }));
  return [
    entry('select', 'lec-timer-anchor', 'lec.timer.anchor', {
      get: () => now.anchor, set: anchor => set({ anchor }), options: () => withCurrent(dates, now.anchor),
    }),
    entry('select', 'lec-timer-side', 'lec.timer.side', {
      get: () => now.side,
      set: side => set({ side, amount: side === 'at' ? 0 : now.amount || 1 }),
      options: t => ['before', 'at', 'after'].map(each => ({ value: each, label: t(`lec.timer.${each}`) })),
    }),
    ...(now.side === 'at' ? [] : lengthRows(now, set)),
    { id: 'lec-timer-preview', component: Preview, said: previewed(now, config, translate) },
  ];
}

// The day on which it would strike in the round whose dates stand in the calendar.
function previewed(now, config, translate) {
  const from = config.calendar.find(each => each.name === now.anchor)?.at;
  if (!from) return '';
  const away = { before: -1, at: 0, after: 1 }[now.side] * hours(now) * AN_HOUR;
  const at = Date.parse(from) + away;
  const time = inThailand(at, { hour: '2-digit', minute: '2-digit' });
  // What strikes at midnight strikes when the day before it ends.
  const isEnd = time === '00:00' && now.anchor !== 'opens_at';
  const day = inThailand(isEnd ? at - 1 : at, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  return translate(isEnd ? 'lec.timer.preview_end' : 'lec.timer.preview', { day, time: time.replace(':', '.') });
}

function inThailand(at, parts) {
  const locale = document.documentElement.lang === 'th' ? 'th-TH-u-ca-buddhist-nu-latn' : 'en-GB-u-ca-buddhist';
  return new Date(at).toLocaleString(locale, { timeZone: 'Asia/Bangkok', hourCycle: 'h23', ...parts });
}

function Preview({ said }) {
  return h('p', { class: 'timer-preview', role: 'status' }, said);
}

function lengthRows(now, set) {
  return [
    entry('number', 'lec-timer-amount', 'lec.timer.amount', {
      get: () => now.amount, min: 1, set: amount => amount > 0 && set({ amount: Math.round(amount) }),
    }),
    entry('select', 'lec-timer-unit', 'lec.timer.unit', {
      get: () => now.unit,
      set: unit => set({ unit }),
      options: t => ['hours', 'days'].map(each => ({ value: each, label: t(`lec.timer.${each}`) })),
    }),
  ];
}

const body = timer => (timer.get('timeDate') || timer.get('timeDuration'))?.get('body') || '';
const hours = ({ amount, unit }) => (amount || 1) * (unit === 'days' ? A_DAY : 1);

function moment(next) {
  if (next.side === 'at') return next.anchor;
  return `${next.anchor} ${next.side === 'after' ? '+' : '-'} duration("${hours(next)}h")`;
}

function read(timer) {
  const text = body(timer).trim();
  const blank = { anchor: 'due_at', side: 'before', amount: 1, unit: 'days', kind: 'moment' };
  const own = chosen.get(timer);
  const isLength = Boolean(timer.get('timeDuration'));
  if (own) return { ...blank, how: own, kind: own === 'own_length' ? 'duration' : 'moment' };
  const found = text.match(isLength ? LENGTH : FROM_CALENDAR);
  if (isLength) {
    return found
      ? { ...blank, how: 'length', ...counted(Number(found[1])), kind: 'duration' }
      : { ...blank, how: 'own_length', kind: 'duration' };
  }
  if (!text) return { ...blank, how: 'calendar' };
  if (!found) return { ...blank, how: 'own_moment' };
  const side = found[3] ? (found[2] === '+' ? 'after' : 'before') : 'at';
  return { ...blank, how: 'calendar', anchor: found[1], side, ...(found[3] ? counted(Number(found[3])) : { amount: 0 }) };
}

function counted(total) {
  return total && total % A_DAY === 0 ? { amount: total / A_DAY, unit: 'days' } : { amount: total, unit: 'hours' };
}
