// The first or last day of a date: none, a day of the round's calendar, today, or a day of the Buddhist era.
const ISO = /^(\d{4})-(\d\d)-(\d\d)$/;
const TYPED = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;
const ERA = 543;

export function dayRows(row, name, field, config) {
  const kept = () => field.get(name) || '';
  const set = row('select', name).set;
  const choice = row('select', name, {
    get: () => (ISO.test(kept()) ? 'own' : kept()),
    set: value => set(value === 'own' ? today() : value),
    options: t => [
      { value: '', label: t('lec.day.any') },
      ...config.calendar.map(each => ({ value: each.name, label: each.label })),
      { value: 'today', label: t('lec.day.today') },
      { value: 'own', label: t('lec.day.own') },
    ],
  });
  if (!ISO.test(kept())) return [choice];
  const typed = row('text', `${name}-day`, {
    label: 'lec.day.typed',
    get: () => shownDay(kept()),
    set: value => {
      const day = readDay(value);
      if (day) set(day);
    },
    validate: (value, t) => (readDay(value || '') ? null : t('lec.day.wrong')),
  });
  return [choice, typed];
}

function today() {
  const now = new Date();
  return iso(now.getFullYear(), now.getMonth() + 1, now.getDate());
}

function shownDay(text) {
  const [, year, month, day] = text.match(ISO);
  return `${Number(day)}/${Number(month)}/${Number(year) + ERA}`;
}

// A day that does not exist, or a year that is not of the Buddhist era, is none.
export function readDay(text) {
  const plain = text.trim().replace(/[\u0E50-\u0E59]/g, digit => digit.charCodeAt(0) - 0x0E50);
  const [, day, month, year] = (plain.match(TYPED) || []).map(Number);
  if (!year || year < 2400) return null;
  const made = new Date(Date.UTC(year - ERA, month - 1, day));
  return made.getUTCMonth() === month - 1 && made.getUTCDate() === day ? iso(year - ERA, month, day) : null;
}

const iso = (year, month, day) => [String(year).padStart(4, '0'), ...[month, day].map(each => String(each).padStart(2, '0'))].join('-');
