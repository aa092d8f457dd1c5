/**
 * From a text to the filter that it says, as `docs/filters.md` describes the language:
 *
 *     filter   = all { "|" all }
 *     all      = negation { "&" negation }
 *     negation = "!" negation | "(" filter ")" | term
 *
 * A filter is a tree of `{ kind, … }`: `some` and `all` of `terms`, `not` a `term`; `compare` a date `field` with a
 * `day`; `is` a `flag`; `has` a `part`; a `label` of a `name`, or that `begins` so; a `list` of a `name`; a `level`;
 * a `parent`; a `title` with a `text` in it.
 */

import { isDay } from '../model/due.js';
import { CONTROL } from '../model/rules.js';
import { t } from '../texts/t.js';

const LENGTH = 500;
const TERMS = 50;
const DEPTH = 20;
const DATES = ['due', 'start', 'created', 'updated', 'completed'];
const PARTS = ['due', 'start', 'labels', 'reminders', 'description'];
const FLAGS = ['open', 'done', 'overdue', 'repeating', 'subtask'];
const STATUSES = ['todo', 'doing', 'done'];
const LEVELS = new Map([['p0', 'none'], ['p1', 'urgent'], ['p2', 'high'], ['p3', 'medium'], ['p4', 'low']]);
const NEAR = ['yesterday', 'today', 'tomorrow'];
export const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const OFFSET = /^([+-]\d{1,4})([dw])$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
// What is blank to the server, too.
const SPACE = '[[\\s\\x1c-\\x1f\\x85]--\\ufeff]';
const EDGES = new RegExp(`^${SPACE}+|${SPACE}+$`, 'gv');
const TOKEN = new RegExp(
  `${SPACE}*(?:(?<comparison>[<>!]=|[<=>])|(?<sign>[&\\|!\\(\\)])|(?<mark>[@#])|"(?<quoted>(?:[^"\\\\]|\\\\.)*)"` +
    `|(?<word>[^${SPACE}&\\|!\\(\\)<>="@#]+)|(?<end>$)|(?<open>"))`,
  'vy',
);

/** Why a filter cannot be read: the `key` of a sentence and what is in it; and `at` which character, from 1. */
export class Misread extends Error {
  field = 'query';

  constructor(key, values, at) {
    super();
    Object.assign(this, { key: `find.${key}`, values, at });
  }

  /** In words of the theme `find`. */
  get message() {
    const what = t(this.key, this.values);
    return this.at ? t('find.at', { at: this.at, what }) : what;
  }
}

/** The filter that a text says; throws a `Misread` where it says none. */
export function readFilter(text) {
  const line = bare(text);
  if (!line) throw new Misread('empty');
  if (CONTROL.test(line) || !line.isWellFormed()) throw new Misread('line');
  if ([...text].length > LENGTH) throw new Misread('long', { most: LENGTH });
  return new Reader(text).read();
}

/** The filter as people mean it: of open tasks, where it says nothing of a status or of completion. */
export const ofOpenTasks = (filter) => (saysStatus(filter) ? filter : join('all', [is('open'), filter]));

export const isUuid = (text) => UUID.test(text);

function saysStatus({ terms, term, field, flag }) {
  const said = terms ?? (term ? [term] : []);
  return field === 'completed' || ['open', ...STATUSES].includes(flag) || said.some(saysStatus);
}

/** A text without the blanks around it, which are those of the server. */
const bare = (text) => text.replace(EDGES, '');

const is = (flag) => ({ kind: 'is', flag });
const not = (term) => ({ kind: 'not', term });
/** The term or, where it `isNot` meant, the opposite. */
const unless = (isNot, term) => (isNot ? (term.term ?? not(term)) : term);
const none = (part) => not({ kind: 'has', part });
const flat = (kind) => (filter) => (filter.kind === kind ? filter.terms : [filter]);
const join = (kind, filters) => (filters.length > 1 ? { kind, terms: filters.flatMap(flat(kind)) } : filters[0]);

/** The next token from a place on; at the end of kind `end`. `word` is its text in lower case. */
function scan(whole, from) {
  TOKEN.lastIndex = from;
  const [kind, found] = Object.entries(TOKEN.exec(whole).groups).find(([, part]) => part !== undefined);
  const end = TOKEN.lastIndex;
  const isQuoted = kind === 'quoted';
  const start = end - found.length - 2 * isQuoted;
  const text = isQuoted ? found.replace(/\\(.)/gu, '$1') : found;
  const fail = (key, values) => {
    throw new Misread(key, values, [...whole.slice(0, start)].length + 1);
  };
  if (kind === 'open') fail('quote');
  return { kind, text, word: text.toLowerCase(), start, end, fail };
}

class Reader {
  #text;
  #next;
  #terms = 0;
  #depth = 0;

  constructor(text) {
    this.#text = text;
    this.#next = scan(text, 0);
  }

  read() {
    const found = this.#some();
    if (this.#next.kind !== 'end') this.#next.fail('join');
    return found;
  }

  #some() {
    return this.#joined('some', '|', () => this.#joined('all', '&', () => this.#negation()));
  }

  #joined(kind, sign, read) {
    const parts = [read()];
    while (this.#takes(sign)) parts.push(read());
    return join(kind, parts);
  }

  #negation() {
    if (this.#depth > DEPTH) this.#next.fail('deep', { most: DEPTH });
    this.#depth += 1;
    const found = this.#takes('!') ? not(this.#negation()) : this.#takes('(') ? this.#inside() : this.#term();
    this.#depth -= 1;
    return found;
  }

  #inside() {
    const found = this.#some();
    if (!this.#takes(')')) this.#next.fail('close');
    return found;
  }

  #term() {
    this.#terms += 1;
    if (this.#terms > TERMS) this.#next.fail('many', { most: TERMS });
    const token = this.#take();
    const { kind, text, word, fail } = token;
    if (kind === 'mark') return this.#marked(token);
    if (kind === 'quoted') return bare(text) ? { kind: 'title', text } : fail('text');
    if (kind !== 'word') fail('term');
    if (this.#next.kind === 'comparison') return this.#compared(token);
    if (word === 'no' || word === 'has') return this.#part(word === 'has');
    if (LEVELS.has(word)) return { kind: 'level', level: LEVELS.get(word) };
    return FLAGS.includes(word) ? is(word) : { kind: 'title', text };
  }

  /** A label or a list: what follows at once. */
  #marked(mark) {
    const { kind, text, word, start, end, fail } = this.#take();
    const isWord = kind === 'word';
    if (!(isWord || kind === 'quoted') || start !== mark.end || !text) fail(mark.text === '@' ? 'label' : 'list');
    if (mark.text === '#') return isWord && word === 'inbox' ? is('inbox') : { kind: 'list', name: text };
    if (isWord && /.\*$/u.test(text)) return { kind: 'label', name: text.slice(0, -1), begins: true };
    const begins = !isWord && this.#next.start === end && this.#next.text === '*';
    if (begins) this.#take();
    return { kind: 'label', name: text, begins };
  }

  #compared({ text, word, fail }) {
    const comparison = this.#take();
    const value = this.#take();
    const sign = comparison.text;
    const isSame = ['=', '!='].includes(sign);
    if (value.kind !== 'word') value.fail('value', { sign });
    if (DATES.includes(word)) {
      if (value.word !== 'none') return { kind: 'compare', field: word, comparison: sign, day: day(value) };
      return isSame && PARTS.includes(word) ? unless(sign !== '=', none(word)) : value.fail('none');
    }
    if (!Object.hasOwn(EQUALS, word)) fail('compared', { word: text, words: [...DATES, ...Object.keys(EQUALS)] });
    if (!isSame) comparison.fail('same', { word });
    return unless(sign !== '=', EQUALS[word](value));
  }

  #part(has) {
    const { kind, word, fail } = this.#take();
    const part = kind === 'word' && PARTS.find((name) => name === word || name === `${word}s`);
    if (!part && word !== 'priority') fail('part', { words: [...PARTS, 'priority'] });
    return unless(has, part ? none(part) : { kind: 'level', level: 'none' });
  }

  #takes(sign) {
    return this.#next.kind === 'sign' && this.#next.text === sign && this.#take();
  }

  #take() {
    const token = this.#next;
    this.#next = scan(this.#text, token.end);
    return token;
  }
}

const EQUALS = {
  status: ({ word, fail }) => (STATUSES.includes(word) ? is(word) : fail('status', { words: STATUSES })),
  parent: ({ word, fail }) => (isUuid(word) ? { kind: 'parent', parent: word } : fail('task')),
};

/** A day of the calendar, so many from today, or a weekday. */
function day({ word, fail }) {
  if (NEAR.includes(word)) return NEAR.indexOf(word) - 1;
  const [, count, unit] = OFFSET.exec(word) ?? [];
  if (unit) return count * (unit === 'w' ? 7 : 1);
  const weekday = WEEKDAYS.find((name) => [name, name.slice(0, 3)].includes(word));
  return weekday ?? (isDay(word) && word >= '1900' ? word : fail('day'));
}
