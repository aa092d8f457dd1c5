/** Reading a line as people type it: `Pay rent every 1st p1 @bills #Home tomorrow 9am`. */

import { plusDays } from '../model/due.js';
import { ruleText } from '../repeat/rule.js';
import { clockAt, clockBeside, dayAt, EXACT, pad, partAt, within } from './days.js';
import { anchored, firstOf, repeatAt } from './repeats.js';
import { DOUBTFUL, grammar, Line, MINUTES, SIGNS, SURE, WEAK } from './tokens.js';

const MOST_OF = { label: 50, reminder: 20, escape: Infinity };
const EMPTY = /^[.,;:!? -]*$/;

const loaded = {};

/**
 * Load the words of a language (`en`, `de`), from which on its lines can be read: data that `make docs` writes from the
 * tables that the server reads by.
 */
export async function load(language) {
  loaded[language] ??= ready(await (await fetch(new URL(`./${language}.json`, import.meta.url))).json());
}

/** `meanings`, `[kind, value]`, by what is said, in one word or several; the `parts` of a day by their word. */
function ready({ meanings, parts, ...words }) {
  const each = meanings.flatMap(([kind, value, ...said]) => said.map((one) => [one, [kind, value]]));
  return { ...words, meanings: new Map(each), parts: new Map(parts) };
}

/**
 * What a line says, as the server reads it (`domain/quickadd/parser.py`); its language must have been loaded.
 *
 * `now` is what the clock on the person's wall shows, `2026-11-21T10:00:00`; `firstWeekday` begins their week (1 is
 * Monday); `off` are places, `[start, end]`, that are to be plain words. Answers
 * `{ title, due, start, repeat: { rule, from }, priority, list, labels, reminders, spans }`, null or empty where nothing
 * is said; `spans` are `{ kind, start, end, text, value }`, with places in the units of the string.
 */
export function parse(text, { now, language, firstWeekday = 1, off = [] }) {
  const line = new Line(text, { now, firstWeekday, off }, loaded[language]);
  const reading = resolve(line, scan(line));
  return EMPTY.test(reading.title) ? resolve(line, []) : reading;
}

/** The signs of a line: `{ kind, start, end, value, said (the value as text) }`. */
function scan(line) {
  const found = line.escapes.map((start) => ({ kind: 'escape', start, end: start + 1, said: '' }));
  const add = (kind, at, after, value, said = value) => {
    found.push({ kind, start: line.token(at).start, end: line.token(after - 1).end, value, said });
    return after;
  };
  for (let at = 0; at < line.tokens.length; ) {
    const plain = line.is(at, '') && at + 1; // as most are, where a text is long
    at = READERS.reduce((after, read) => after || read(line, at, add), plain) || at + 1;
  }
  return found;
}

const READERS = [
  (line, at, add) => {
    const { kind, value } = line.token(at);
    return SIGNS.includes(kind) && add(kind, at, at + 1, value);
  },
  (line, at, add) => {
    const found = repeatAt(line, at);
    return found && add('repeat', at, found.after, found, ruleText(found.rule));
  },
  (line, at, add) => {
    const found = spellAt(line, at);
    const after = found && add('start', at, found.after, found.start);
    return found?.due ? addDue(after, found.due, add) : after;
  },
  (line, at, add) => {
    const found = line.read(at, REMINDERS);
    return found && add('reminder', at, found.after, found.minutes);
  },
  // `Monday or Tuesday` is not settled yet
  (line, at, add) => {
    const found = dueAt(line, at);
    const other = found && line.is(found.after, 'or') && dueAt(line, found.after + 1);
    return other ? other.after : found && addDue(at, found, add);
  },
];
const REMINDERS = grammar({
  // `remind me 30 minutes before`
  'remind number|count|article unit before': (line, after, _, count, unit) =>
    MINUTES[unit] && { minutes: 0 - count * MINUTES[unit] },
});

const addDue = (at, { after, day, minutes }, add) =>
  add('due', at, after, { day, minutes }, day ? written(day, minutes) : clockOf(minutes));

/** The due that begins at a token, if it is said clearly enough. */
function dueAt(line, at) {
  if (at && (line.words.holds.includes(line.token(at - 1).word) || line.is(at - 1, 'ordinal'))) return null;
  const [first, led] = afterLeads(line, at);
  const day = dayAt(line, first);
  return day ? dayFirst(line, day, led) : timeFirst(line, first, led);
}

/** `from 1 Dec`, `from Monday to Friday`; `from Monday` alone says where something comes from. */
function spellAt(line, at) {
  if (!line.is(at, 'from', 'from?')) return null;
  const first = at + 1 + line.is(at + 1, 'the');
  const start = wholeDay(line, first);
  if (!start) return null;
  const last = line.is(start.after, 'to', 'until') && wholeDay(line, start.after + 1);
  const due = last && last.day >= start.day && { after: last.after, day: last.day };
  const clear = due || line.is(at, 'from') || line.is(first, ...EXACT);
  return clear && { after: start.after, start: start.day, due };
}

function wholeDay(line, at) {
  const day = dayAt(line, at);
  return day && day.minutes === undefined && day;
}

/** The token after the words that lead to a day, and whether they leave no doubt that one is meant. */
function afterLeads(line, at) {
  let led = false;
  for (; line.is(at, 'lead', 'until', 'for'); at++) led ||= !line.is(at, 'for');
  return [at + (led && line.is(at, 'the')), led];
}

function dayFirst(line, { after, day, minutes, sure }, led) {
  const time = minutes === undefined && clockBeside(line, after + line.is(after, 'comma'));
  return (sure === SURE || led || time || (sure === DOUBTFUL && line.closes(after))) && { day, ...(time || { after, minutes }) };
}

function timeFirst(line, at, led) {
  const time = clockAt(line, at);
  if (!time) return null;
  const { after, minutes, sure } = time;
  const [first] = afterLeads(line, after);
  const day = (sure || first === after) && wholeDay(line, first);
  if (!day) return (sure === SURE || (sure > WEAK && (led || line.closes(after)))) && time;
  const part = partAt(line, day.after);
  return part === undefined ? { ...day, minutes } : { ...day, after: day.after + 1, minutes: within(part, minutes) };
}

/** What the signs say together: the last of each kind; a time that was said apart goes with a day that has none. */
function resolve(line, found) {
  const { text } = line;
  const chosen = Object.groupBy(found, ({ kind, value }) => (kind === 'due' && !value.day ? 'time' : kind));
  for (const kind in chosen) chosen[kind] = MOST_OF[kind] ? chosen[kind].slice(0, MOST_OF[kind]) : chosen[kind].slice(-1);
  const [due, repeat] = [chosen.due, chosen.repeat].map((one) => one?.[0].value);
  if (due?.minutes >= 0 || repeat?.minutes >= 0) delete chosen.time;
  const [time, start = null, priority = null, list = null] = ['time', 'start', 'priority', 'list'].map((kind) => chosen[kind]?.[0].value);
  const minutes = due?.minutes ?? time?.minutes ?? repeat?.minutes;
  const day = due?.day ?? ((repeat || time) && first(line, repeat, start, minutes));
  if (!day) delete chosen.reminder;
  const marks = Object.values(chosen).flat().sort((one, other) => one.start - other.start);
  const all = (kind) => [...new Set(chosen[kind]?.map(({ value }) => value))];
  return {
    title: without(text, marks),
    due: day ? written(day, minutes) : null,
    start,
    repeat: repeat ? { rule: ruleText(anchored(repeat.rule, day)), from: repeat.from } : null,
    priority,
    list,
    labels: all('label'),
    reminders: all('reminder'),
    spans: marks.map(({ kind, start, end, said }) => ({ kind, start, end, text: text.slice(start, end), value: `${said}` })),
  };
}

/** The first day that the rule allows, from the start on, or from today if it is not too late. */
function first({ today, minutes: now }, repeats, start, minutes) {
  const day = minutes <= now ? plusDays(today, 1) : today;
  if (repeats) return firstOf(repeats.rule, repeats.begins ?? start ?? day);
  return start > day ? start : day;
}

const written = (day, minutes) =>
  minutes === undefined ? day : `${plusDays(day, Math.floor(minutes / 1440))}T${clockOf(minutes % 1440)}:00`;
const clockOf = (minutes) => [Math.floor(minutes / 60), minutes % 60].map(pad).join(':');

/** The text without the marks, with single spaces, and without separators that separate nothing now. */
function without(text, marks) {
  let [kept, at] = ['', 0];
  for (const { start, end } of [...marks, { start: text.length }]) {
    const piece = text.slice(at, start);
    // a stop follows what is before it now; `!2` is none
    kept = (/^[.,;:!?]+(\s|$)/.test(piece) ? kept.trimEnd() : kept) + piece;
    at = end;
  }
  if (marks.length) kept = kept.replace(/^[ \t\n,;:]+|[ \t\n,;]+$/g, '');
  return kept.trim().replace(/\s+/g, ' ');
}
