/**
 * A line as tokens: each piece between spaces, by what it means to the grammar:
 * `{ kind, value, word (in lower case), start, end }`, with places in the units of the string. Words inside of
 * words, addresses, links and what stands in quotes are of no kind, and so never a sign.
 *
 * The kinds are explained in `domain/quickadd/words.py`: `day`, `weekday`, `unit`, … A `?` marks ordinary words, which
 * need a sign that they are meant; the empty kind means nothing.
 */

const TOKEN =
  /(?:[#@]?"[^"]{1,300}"|“[^”]{1,300}”|„[^“”]{1,300}[“”]|«[^»]{1,300}»|`[^`]{1,300}`)(?=[\s,.;:!?]|$)|,|[^\s,]+(?:(?<=\d),(?=\d)[^\s,]+)*/gu;
const NAME = /^[#@](?:"([^"]+)"|([\p{L}\p{N}_]+(?:[-/.&'’][\p{L}\p{N}_]+)*))$/u;
export const UPPER = /^\p{Uppercase}/u;
const PRINTABLE = /^(?: |[^\p{C}\p{Z}])+$/u;
const REMINDER = /^!(\d{1,4})(m|min|h|d)$/;
const LONGEST = { label: 50, list: 200 };
export const MINUTES = { m: 1, min: 1, minute: 1, h: 60, hour: 60, d: 1440, day: 1440, week: 10_080 };
const STOPS = /[.;:!?]+$/;
export const SIGNS = ['list', 'label', 'priority', 'reminder'];
const MOST_CHARACTERS = 1000; // characters that the server reads; working through more would stop the page
const LENGTHS = [6, 5, 4, 3, 2]; // of phrases
const END = { kind: 'end', word: '' };

/** How sure a sign is: always; with a word before it, a time beside it or at an end; the former two only. */
export const WEAK = 0;
export const DOUBTFUL = 1;
export const SURE = 2;

/** What the grammar reads from: the tokens of a line, and the clock on the wall by which they are read. */
export class Line {
  /** `off` are places that mean nothing, `now` is text: `2026-11-21T10:00:00`. */
  constructor(text, { now, firstWeekday, off }, words) {
    const read = text.length > MOST_CHARACTERS ? '' : text;
    const found = [...read.matchAll(TOKEN)].flatMap((match) => pieces(match[0], match.index, words));
    for (const [start, end] of off) blank(found.filter((token) => token.start < end && start < token.end));
    this.escapes = found.filter((token) => token.escaped).map((token) => token.start - 1);
    this.tokens = joined(found, words);
    this.today = now.slice(0, 10);
    this.minutes = now.slice(11, 13) * 60 + +now.slice(14, 16);
    Object.assign(this, { text, words, firstWeekday });
  }

  /** The token there; after the last there are no others. */
  token(at) {
    return this.tokens[at] ?? END;
  }

  is(at, ...kinds) {
    return kinds.includes(this.token(at).kind);
  }

  /** Whether what is said ends before this token. */
  closes(at) {
    return this.is(at, 'end', 'stop', 'comma', ...SIGNS);
  }

  /** Whether this token is nothing that what is before it could describe: `on the 5th floor`. */
  goesOn(at) {
    return !this.is(at, '') || this.words.followers.includes(this.token(at).word);
  }

  /** Whether this token makes the number before it an amount. */
  amount(at) {
    return this.is(at, 'unit', 'times') || this.words.amounts.includes(this.token(at).word);
  }

  /**
   * What the first pattern says that fits from a token on, and what it is taken for: `{ after, sure, … }`. Its
   * reader is given the line, the token `after` it, and a value for each step; nothing makes it try further
   * patterns, null none.
   */
  read(at, patterns) {
    for (const [steps, take] of patterns) {
      let after = at;
      const values = [];
      const fits = steps.every(([kinds, optional]) => {
        const there = this.is(after, ...kinds);
        values.push(optional ? there : this.token(after).value);
        after += there;
        return there || optional;
      });
      const found = fits ? take(this, after, ...values) : undefined;
      if (found || found === null) return found && { after, sure: SURE, ...found };
    }
    return null;
  }
}

/** Patterns by their kinds of tokens: `|` is or, `~` may be missing, and has true or false as its value. */
export const grammar = (patterns) =>
  Object.entries(patterns).map(([pattern, take]) => [
    pattern.split(' ').map((step) => [step.replace('~', '').split('|'), step.endsWith('~')]),
    take,
  ]);

const blank = (tokens) => tokens.forEach((token) => (token.kind = token.word = ''));

/** The tokens of a piece: one, or more where it has a sign or stops stuck to it. */
function pieces(raw, start, words) {
  const word = raw.toLowerCase();
  const token = (kind, value, from = 0, to = raw.length) =>
    ({ kind, value, word: kind === 'stop' ? '' : word, start: start + from, end: start + to });
  const meaning = words.meanings.get(word);
  if (meaning) return [words.capitalised.includes(word) && !UPPER.test(raw) ? token('') : token(...meaning)];
  const numbers = numeral(word, words);
  if (numbers) {
    const [[, , length]] = numbers;
    return numbers.map(([kind, value, to], n) => token(kind, value, n && length, to));
  }
  const sign = signs(raw, start, words, token);
  if (sign) return sign;
  const kept = raw.replace(STOPS, '');
  if (kept === raw) return [token(raw === ',' ? 'comma' : '')];
  return [...(kept && pieces(kept, start, words)), token('stop', null, kept.length)];
}

/** What it is if it is one of `#list`, `@label`, `!30m`, `@9am` or an escape: a backslash takes a meaning away. */
function signs(raw, start, words, token) {
  const rest = () => pieces(raw.slice(1), start + 1, words);
  const [, count, unit] = REMINDER.exec(raw) ?? [];
  if (count) return [token('reminder', 0 - count * MINUTES[unit])];
  if (/^\\[^\\]/.test(raw)) return escaped(rest(), words);
  if (/^@\d/.test(raw) && ['time', 'clock', 'hours'].includes(rest()[0].kind)) return [token('at', 0, 0, 1), ...rest()];
  const [, quoted, bare = ''] = NAME.exec(raw) ?? [];
  const name = (quoted ?? bare).trim();
  const kind = raw[0] === '#' ? 'list' : 'label';
  // a number is no name unless in quotes: an issue is `#12`
  const fits = PRINTABLE.test(name) && [...name].length <= LONGEST[kind] && (quoted || /\p{L}/u.test(name));
  return fits && [token(kind, name)];
}

function escaped(inner, { meanings }) {
  const begins = (word) => [...meanings.keys()].some((said) => said.startsWith(`${word} `));
  if (!inner.some(({ kind, word }) => kind !== 'stop' && (kind || begins(word)))) return null;
  inner[0].escaped = true;
  blank(inner.filter(({ kind }) => kind !== 'stop'));
  return inner;
}

/** The tokens, with phrases of several words as one: of those that begin alike the longest. */
function joined(tokens, { meanings }) {
  const found = [];
  for (let at = 0; at < tokens.length; at++) {
    const words = (count) => tokens.slice(at, at + count).map(({ word }) => word).join(' ');
    const count = LENGTHS.find((count) => at + count <= tokens.length && meanings.has(words(count)));
    if (count) {
      const [word, { start }] = [words(count), tokens[at]];
      const [kind, value] = meanings.get(word);
      at += count - 1;
      found.push({ kind, value, word, start, end: tokens[at].end });
    } else found.push(tokens[at]);
  }
  return found;
}

const NUMERALS = [
  [/^(\d{1,4})(\.|[ap]\.m\.?|-?[\p{L}\p{Nl}\p{No}]*)$/u, number],
  [/^(\d{4})-([01]\d)-([0-3]\d)$/, (words, match) => [['date', match.slice(1).map(Number)]]],
  [/^(\d\d?)\.(\d\d?)\.(\d{4}|\d\d)?$/, (words, match) => date(match, words.dotted ? 'date' : 'date?')],
  [/^(\d\d?)\/(\d\d?)(?:\/(\d{4}|\d\d))?$/, (words, match) => date(match, 'date??', words.month_first)],
  [/^(\d\d?)([:.h])([0-5]\d)([ap]\.m\.?|[\p{L}\p{Nl}\p{No}]*)$/u, clock],
];

/**
 * The pieces of a word, in lower case, that begins with a digit: `[kind, value, length of all but the last]`. Dates are
 * `[year or null, month, day]`, times minutes since midnight. Nothing where it is not understood.
 */
function numeral(word, words) {
  for (const [pattern, read] of NUMERALS) {
    const match = pattern.exec(word);
    const pieces = match && read(words, match);
    if (pieces) return pieces;
  }
  return null;
}

/** The hour that is meant where nothing says which half of the day; with a zero before it, itself. */
export function afternoon(hour, word, { afternoon: [low, high] }) {
  return hour >= low && hour <= high && word[0] !== '0' ? hour + 12 : hour;
}

function number({ meanings, ordinals, dotted }, [, digits, suffix]) {
  const value = +digits;
  const [kind, meaning] = meanings.get(suffix) ?? [];
  if (!suffix) return [['number', value]];
  if (suffix === '.') return dotted && [['nth', value]];
  if (ordinals.includes(suffix)) return [['nth', value]];
  if (kind === 'meridiem') return ofHalfDay(value, 0, meaning);
  if (suffix === 'h') return [[value <= 24 ? 'hours' : '', value * 60]];
  if (suffix === 'x' || meanings.get(suffix.replace('-', ''))?.[0] === 'times') return [['number-times', value]];
  return ['unit', 'clock-word'].includes(kind) && [['number', value, digits.length], [kind, meaning]];
}

function clock(words, [, digits, sign, minute, suffix]) {
  const hour = +digits;
  const [kind, half] = words.meanings.get(suffix) ?? [];
  if (kind === 'meridiem') return ofHalfDay(hour, +minute, half);
  if (kind === 'clock-word' && hour < 24) return [['time', hour * 60 + +minute]];
  if (suffix || hour > 23) return null;
  return [[{ ':': 'clock', '.': 'decimal', h: 'hours' }[sign], afternoon(hour, digits, words) * 60 + +minute]];
}

const ofHalfDay = (hour, minute, half) => [hour >= 1 && hour <= 12 ? ['time', (hour % 12) * 60 + minute + half] : ['']];

function date([, one, two, year], kind, monthFirst) {
  const [month, day] = monthFirst ? [+one, +two] : [+two, +one];
  const whole = year ? +year + (year.length === 2 ? 2000 : 0) : null;
  return month >= 1 && month <= 12 && [[year ? 'date' : kind, [whole, month, day]]];
}
