/** The tokens that a filter is made of, what they say by themselves, and what is wrong with them. */

export const DATES = ['due', 'start', 'created', 'updated', 'completed'];
export const PARTS = ['due', 'start', 'labels', 'reminders', 'description'];
export const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const STATUSES = ['todo', 'doing', 'done'];
const NEAR = ['yesterday', 'today', 'tomorrow'];
const OFFSET = /^([+-]\d{1,4})([dw])$/;
const DAY = /^(19|2\d)\d\d-\d\d-\d\d$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
// What is blank to the server, too.
const SPACE = '[[\\s\\x1c-\\x1f\\x85]--\\ufeff]';
const EDGES = new RegExp(`^${SPACE}+|${SPACE}+$`, 'gv');
const TOKEN = new RegExp(
  `${SPACE}*(?:(?<comparison>[<>!]=|[<=>])|(?<sign>[&\\|!\\(\\)])|(?<mark>[@#])|"(?<quoted>(?:[^"\\\\]|\\\\.)*)"` +
    `|(?<word>[^${SPACE}&\\|!\\(\\)<>="@#]+)|(?<end>$)|(?<open>"))`,
  'vy',
);

/**
 * Why a filter cannot be read: the key of a sentence of `find` and what is in it; and where that is, if at a place,
 * counted in characters from 1 (`at`, for `find.at`) and as a text counts (`start`).
 */
export class Misread extends Error {
  constructor(key, values, text, start) {
    super(key);
    Object.assign(this, { key, values, start, at: text && [...text.slice(0, start)].length + 1 });
  }
}

/** A text without the blanks around it, which are those of the server. */
export const bare = (text) => text.replace(EDGES, '');

/** The next token from a place on, `{ kind, text, start, end, fail(key, values) }`; at the end of kind `end`. */
export function scan(whole, from) {
  TOKEN.lastIndex = from;
  const [kind, found] = Object.entries(TOKEN.exec(whole).groups).find(([, part]) => part !== undefined);
  const end = TOKEN.lastIndex;
  const quoted = kind === 'quoted';
  const start = end - found.length - (quoted ? 2 : 0);
  const fail = (key, values) => {
    throw new Misread(`find.${key}`, values, whole, start);
  };
  if (kind === 'open') fail('quote');
  return { kind, text: quoted ? found.replace(/\\(.)/gu, '$1') : found, start, end, fail };
}

export const isUuid = (text) => UUID.test(text);

/** Text to look for in titles. */
export function title(token) {
  if (!bare(token.text)) token.fail('text');
  return { kind: 'title', text: token.text };
}

/** A date compared with a day: one of the calendar, so many from today, or a weekday; or with `none`. */
export function dateTerm(field, comparison, value) {
  const sign = comparison.text;
  if (value.text.toLowerCase() !== 'none') return { kind: 'compare', field, comparison: sign, day: day(value) };
  if (!PARTS.includes(field) || !['=', '!='].includes(sign)) value.fail('none');
  const has = { kind: 'has', part: field };
  return sign === '!=' ? has : { kind: 'not', term: has };
}

function day(value) {
  const word = value.text.toLowerCase();
  if (NEAR.includes(word)) return NEAR.indexOf(word) - 1;
  const [, count, unit] = OFFSET.exec(word) ?? [];
  if (unit) return count * (unit === 'w' ? 7 : 1);
  const weekday = WEEKDAYS.find((name) => [name, name.slice(0, 3)].includes(word));
  return weekday ?? (isDate(word) ? word : value.fail('day'));
}

function isDate(word) {
  const date = new Date(DAY.test(word) ? word : NaN);
  return date.toJSON()?.startsWith(word);
}

export function status(value) {
  const word = value.text.toLowerCase();
  return STATUSES.includes(word) ? word : value.fail('status', { words: STATUSES });
}

export function taskId(value) {
  const id = value.text.toLowerCase();
  return isUuid(id) ? id : value.fail('task');
}
