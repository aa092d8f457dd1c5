/**
 * What a word means to quick add: `[kind, value]`. The words of a language are data, `en.json` or `de.json`, written
 * by `make docs` from the tables that the server reads by. The kinds are explained in `domain/quickadd/words.py`:
 * `day`, `weekday`, `unit`, … A `?` marks ordinary words, which need a sign that they are meant; the empty kind means
 * nothing.
 */

const STOPS = '.;:!?';
const loaded = {};

/** Load the words of a language (`en`, `de`); its lines can be read from then on. */
export async function load(language) {
  loaded[language] ??= ready(await (await fetch(new URL(`./${language}.json`, import.meta.url))).json());
}

export const wordsOf = (language) => loaded[language];

/** `meanings` by what is said, in one word or several; the `parts` of a day by their word. */
function ready({ meanings, parts, ...words }) {
  const each = meanings.flatMap(([kind, value, ...said]) => said.map((one) => [one, [kind, value]]));
  return { ...words, meanings: new Map(each), parts: new Map(parts) };
}

const NUMERALS = [
  [/^(\d{1,4})(\.|[ap]\.m\.?|-?[\p{L}\p{Nl}\p{No}]*)$/u, number],
  [/^(\d{4})-([01]\d)-([0-3]\d)$/, (words, match) => [['date', match.slice(1).map(Number)]]],
  [/^(\d\d?)\.(\d\d?)\.(\d{4}|\d\d)?$/, (words, match) => date(match, words.dotted ? 'date' : 'date?')],
  [/^(\d\d?)\/(\d\d?)(?:\/(\d{4}|\d\d))?$/, (words, match) => date(match, 'date??', words.month_first)],
  [/^(\d\d?)([:.h])([0-5]\d)([ap]\.m\.?|[\p{L}\p{Nl}\p{No}]*)$/u, clock],
];

/**
 * The pieces of a word, in lower case, that begins with a digit: `[kind, value, end]`. Dates are
 * `[year or null, month, day]`, times minutes since midnight; stops of the sentence are a piece of their own.
 */
export function numeral(word, words) {
  for (let end = word.length; end === word.length || STOPS.includes(word[end]); end--) {
    for (const [pattern, read] of NUMERALS) {
      const match = pattern.exec(word.slice(0, end));
      const pieces = match && read(words, match);
      if (!pieces) continue;
      pieces.at(-1)[2] = end;
      return end < word.length ? [...pieces, ['stop', null, word.length]] : pieces;
    }
  }
  return [['', null, word.length]];
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
