/**
 * How a task repeats, in the parts that people choose. `repeat` is the rule of a preset, `own` where the other parts
 * say it, '' for not at all; or a rule that has more to it than there are parts for, which is left as it is.
 */

import { present } from '../model/typed-rules.js';
import { DAYS, partsOf, ruleText, UNITS, WORKDAYS } from '../repeat/rule.js';
import { t } from '../texts/t.js';

const MOST = 1000;
const PRESETS = [...Object.values(UNITS).map((unit) => `FREQ=${unit}`), `FREQ=WEEKLY;BYDAY=${WORKDAYS}`];
const FIRST = ['FREQ', 'INTERVAL', 'BYMONTHDAY', 'COUNT', 'UNTIL', 'BYDAY'];
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
  const said = partsOf(rule);
  const [freq, every, day, count, until, weekday] = FIRST.map((name) => said[name]?.[0]);
  const [, nth, nthday] = /^(-1|[1-4])(..)$/.exec(weekday) ?? [];
  const parts = {
    repeat: 'own',
    every,
    unit: Object.keys(UNITS).find((unit) => UNITS[unit] === freq),
    weekday: !nth && said.BYDAY,
    on: day === '-1' ? 'last' : day ? 'day' : nth && 'nth',
    monthday: day > 0 && day,
    nth,
    nthday,
    end: until ? 'until' : count && 'count',
    until: until?.replace(/(....)(..)(..)/, '$1-$2-$3'),
    count,
    from,
  };
  const own = { ...USUAL, ...present(parts) };
  if (repeatOf(own).rule !== rule) return { ...USUAL, from, repeat: rule };
  return from === 'due' && PRESETS.includes(rule) ? { ...own, repeat: rule } : own;
}

/** The `repeat` that such parts mean; they need not be valid. */
export function repeatOf(typed) {
  const { repeat, from } = typed;
  if (!repeat) return null;
  return { rule: repeat === 'own' ? ownRule(typed) : repeat, from: PRESETS.includes(repeat) ? 'due' : from };
}

function ownRule({ unit, every, weekday, on, monthday, nth, nthday, end, until, count }) {
  const place = unit === 'month' && on;
  const days = unit === 'week' ? DAYS.filter((day) => weekday.includes(day)).join() : place === 'nth' && nth + nthday;
  return ruleText({
    FREQ: UNITS[unit],
    INTERVAL: +every,
    BYMONTHDAY: { day: +monthday, last: -1 }[place],
    BYDAY: days,
    COUNT: end === 'count' && +count,
    UNTIL: end === 'until' ? until : '',
  });
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
