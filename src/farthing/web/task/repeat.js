/**
 * How a task repeats, in the parts that people choose. `repeat` is the rule of a preset, `own` where the other parts
 * say it, '' for not at all; or a rule that has more to it than there are parts for, which is left as it is.
 */

import { formOf, PRESETS, ruleOf } from '../repeat/rule.js';
import { t } from '../texts/t.js';

const MOST = 1000;
const RULES = Object.values(PRESETS);
const USUAL = {
  repeat: '',
  every: '1',
  unit: 'week',
  weekday: [],
  on: '',
  monthday: '1',
  nth: '1',
  nthday: 'MO',
  end: '',
  until: '',
  count: '10',
  from: 'due',
};

/** The parts of a task's `repeat`. */
export function repeatTyped(repeat) {
  if (!repeat) return USUAL;
  const { rule, from } = repeat;
  const form = formOf(rule);
  const shown = form && !form.month && !(form.unit === 'year' && form.place);
  if (!shown) return { ...USUAL, from, repeat: rule };
  const preset = from === 'due' && RULES.includes(rule);
  return { ...USUAL, ...partsOf(form), from, repeat: preset ? rule : 'own' };
}

/** The `repeat` that such parts mean; they need not be valid. */
export function repeatOf(typed) {
  const { repeat, from } = typed;
  if (!repeat) return null;
  return { rule: repeat === 'own' ? ruleOf(asForm(typed)) : repeat, from: RULES.includes(repeat) ? 'due' : from };
}

/** What is wrong with the parts, of a task that is due on `day`. */
export function repeatError(typed) {
  const { repeat, every, unit, on, monthday, end, until, count, day } = typed;
  const wrong = (number, most) => !(Number.isInteger(+number) && number >= 1 && number <= most);
  if (repeatOf(typed)?.from === 'due' && !day) return t('repeat.undue');
  if (repeat !== 'own') return '';
  if (wrong(every, MOST) || (end === 'count' && wrong(count, MOST))) return t('repeat.number', { most: MOST });
  if (unit === 'month' && on === 'day' && wrong(monthday, 31)) return t('repeat.number', { most: 31 });
  return end === 'until' && !until ? t('repeat.endless') : '';
}

function partsOf({ unit, interval, weekdays, place, until, count }) {
  const { day, nth, weekday } = place ?? {};
  const given = {
    unit,
    every: String(interval),
    weekday: weekdays,
    on: place ? (day === -1 ? 'last' : day ? 'day' : 'nth') : '',
    monthday: day > 0 && String(day),
    nth: nth && String(nth),
    nthday: weekday,
    end: until ? 'until' : count ? 'count' : '',
    until,
    count: count && String(count),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value));
}

function asForm({ unit, every, weekday, on, monthday, nth, nthday, end, until, count }) {
  const places = { day: { day: +monthday }, last: { day: -1 }, nth: { nth: +nth, weekday: nthday } };
  return {
    unit,
    interval: +every,
    weekdays: unit === 'week' ? weekday : [],
    place: (unit === 'month' && places[on]) || null,
    until: end === 'until' ? until : null,
    count: end === 'count' ? +count : null,
  };
}
