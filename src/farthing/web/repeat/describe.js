/** A rule in plain words: `every second Tuesday`, `monthly on the last Friday, until 1 March 2027`. */

import { DAYS, numberAndDay, partsOf, WORKDAYS } from './rule.js';

/** Loads the words of a language: `(rule, from = 'due') => words`, without a capital letter and a full stop. */
export async function describer(language) {
  const texts = await (await fetch(new URL(`./${language}.json`, import.meta.url))).json();
  const words = { ...texts, ...calendar(language), ...numbers(language, texts) };
  return (rule, from = 'due') => {
    const parts = partsOf(rule);
    return days(words, parts) + (from === 'done' ? words.afterDone : '') + end(words, parts);
  };
}

/** The words for numbers: `31st`, and for a first or last one, `second to last`. */
function numbers(language, texts) {
  const ordinals = new Intl.PluralRules(language, { type: 'ordinal' });
  const numeral = (number) => put(texts.numeral[ordinals.select(number)], number);
  const counted = (number) => (number < 0 ? put(texts.fromEnd, numeral(-number)) : numeral(number));
  return { numeral, nth: (number) => texts.nth[number] ?? counted(number) };
}

function calendar(language) {
  const names = (count, part, at) => {
    const format = new Intl.DateTimeFormat(language, { [part]: 'long', timeZone: 'UTC' });
    return Array.from({ length: count }, (_, index) => format.format(at(index)));
  };
  return {
    months: names(12, 'month', (month) => Date.UTC(2026, month)),
    weekdays: names(7, 'weekday', (day) => Date.UTC(2026, 5, 1 + day)), // a Monday
  };
}

function days(words, parts) {
  const { FREQ: [frequency], INTERVAL: [interval] = ['1'], BYMONTH = [], BYMONTHDAY, BYDAY, BYSETPOS } = parts;
  const [one, many] = words.every[frequency];
  const head = interval === '1' ? one : put(many, interval);
  const months = BYMONTH.map((month) => words.months[month - 1]);
  const inside = months.length ? put(words.within, and(words, months)) : '';
  if (frequency === 'WEEKLY' && BYDAY && !BYSETPOS) return weekly(words, BYDAY, interval, head) + inside;
  if (frequency === 'DAILY') return head + ifDate(words, BYMONTHDAY) + ifWeekday(words, BYDAY) + inside;
  const isDated = frequency === 'YEARLY' && months.length === 1 && BYMONTHDAY && !BYDAY && !BYSETPOS;
  if (isDated && BYMONTHDAY.every((day) => day > 0)) {
    return `${head} ${put(words.dated, and(words, BYMONTHDAY.map(words.numeral)), months[0])}`;
  }
  return head + chosen(words, parts) + inside;
}

function weekly(words, days, interval, head) {
  const names = String(days) === WORKDAYS ? [words.workday] : namesOf(words, days);
  if (interval === '1') return days.length === 7 ? words.every.DAILY[0] : put(words.each, and(words, names));
  if (interval === '2' && names.length === 1) return put(words.eachOther, names[0]);
  return head + put(words.onWeekdays, and(words, namesOf(words, days)));
}

/** Which days of a month or year: those of a number, weekdays, or some of all these. */
function chosen(words, { BYMONTHDAY: numbers, BYDAY: weekdays = [], BYSETPOS: places }) {
  if (places) return put(words.onThe, picked(words, places, numbers ?? [], weekdays));
  if (numbers) return put(words.onThe, and(words, dates(words, numbers))) + ifWeekday(words, weekdays);
  const isCounted = (day) => numberAndDay(day)[0];
  const among = (text, days) => (days.length ? put(text, and(words, namesOf(words, days))) : '');
  const each = among(words.onEach, weekdays.filter((day) => !isCounted(day)));
  return each + among(words.onThe, weekdays.filter(isCounted));
}

function picked(words, places, numbers, weekdays) {
  const which = and(words, places.map(words.nth));
  const [last] = numbers.slice(-1);
  if (String(places) === '-1' && !weekdays.length && isMonthEnd(numbers)) {
    return last === '31' ? words.lastDay : put(words.orLast, words.numeral(last));
  }
  if (numbers.length || new Set(weekdays.map((day) => numberAndDay(day)[0])).size > 1) {
    return put(words.ofThese, which, and(words, [...dates(words, numbers), ...namesOf(words, weekdays)]));
  }
  const names = String(weekdays) === WORKDAYS ? [words.workday] : namesOf(words, weekdays);
  return `${which} ${join(names, words.or)}`;
}

const isMonthEnd = (numbers) => numbers.length > 0 && numbers.every((number, index) => Number(number) === 28 + index);

/** What else a day must be. */
const ifDate = (words, numbers) => (numbers ? put(words.ifDate, join(dates(words, numbers), words.or)) : '');
const ifWeekday = (words, days = []) =>
  days.length ? put(words.ifWeekday, join(namesOf(words, days), words.or)) : '';

function end(words, { COUNT, UNTIL }) {
  if (COUNT) return COUNT[0] === '1' ? words.once : put(words.times, COUNT[0]);
  if (!UNTIL) return '';
  const [, year, month, day] = /(....)(..)(..)/.exec(UNTIL[0]);
  return put(words.until, Number(day), words.months[month - 1], year);
}

function namesOf(words, days) {
  return days.map((day) => {
    const [number, weekday] = numberAndDay(day);
    const name = words.weekdays[DAYS.indexOf(weekday)];
    return number ? `${words.nth(number)} ${name}` : name;
  });
}

/** Days of a month, the last ones last: `1st`, `last day`. */
function dates(words, numbers) {
  const ordered = [...numbers.filter((number) => number > 0), ...numbers.filter((number) => number < 0)];
  const day = words.lastDay.split(' ').at(-1);
  return ordered.map((number) => (number > 0 ? words.numeral(number) : `${words.nth(number)} ${day}`));
}

const and = (words, names) => join(names, words.and);
const join = (names, conjunction) =>
  names.length > 1 ? `${names.slice(0, -1).join(', ')} ${conjunction} ${names.at(-1)}` : names.join('');
const put = (text, ...values) => text.replaceAll('{}', () => values.shift());
