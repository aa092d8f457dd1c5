/** A rule in plain words: `every second Tuesday`, `monthly on the last Friday, until 1 March 2027`. */

import { DAYS, partsOf, WORKDAYS } from './rule.js';

/** Loads the words of a language: `(rule, from = 'due') => words`, without a capital letter and a full stop. */
export async function describer(language) {
  const words = await (await fetch(new URL(`./${language}.json`, import.meta.url))).json();
  const ordinals = new Intl.PluralRules(language, { type: 'ordinal' });
  const calendar = (part) => new Intl.DateTimeFormat(language, { [part]: 'long', timeZone: 'UTC' });
  const [months, weekdays] = ['month', 'weekday'].map(calendar);
  const lists = (type) => new Intl.ListFormat(words.lists, { type });
  const [and, or] = ['conjunction', 'disjunction'].map(lists);

  const put = (text, ...values) => text.replaceAll('{}', () => values.shift());
  const among = (text, names, list = and) => (names.length ? put(text, list.format(names)) : '');
  const month = (number) => months.format(Date.UTC(2026, number - 1));
  const numeral = (number) => put(words.numeral[ordinals.select(number)], number);
  /** Which one, from the beginning or the end: `second`, `second to last`. */
  const nth = (number) => words.nth[number] ?? (number < 0 ? put(words.fromEnd, numeral(-number)) : numeral(number));
  /** `Friday`, or of `-1FR` the `last Friday`. */
  const name = (day) => {
    const weekday = weekdays.format(Date.UTC(2026, 5, 1 + DAYS.indexOf(day.slice(-2)))); // from a Monday on
    return day[2] ? `${nth(+day.slice(0, -2))} ${weekday}` : weekday;
  };
  const names = (days) => (String(days) === WORKDAYS ? [words.workday] : days.map(name));
  /** Days of a month, the last ones last: `1st`, `last day`. */
  const dates = (numbers) => {
    const day = words.lastDay.split(' ').at(-1);
    const last = numbers.filter((number) => number < 0).map((number) => `${nth(number)} ${day}`);
    return [...numbers.filter((number) => number > 0).map(numeral), ...last];
  };

  function days({ FREQ: [frequency], INTERVAL: [interval] = '1', BYMONTH = [], BYMONTHDAY = [], BYDAY = [], BYSETPOS = [] }) {
    const [one, many] = words.every[frequency];
    const head = interval === '1' ? one : put(many, interval);
    const within = among(words.within, BYMONTH.map(month));
    const others = BYDAY.length + BYSETPOS.length;
    if (frequency === 'WEEKLY' && BYDAY.length && !BYSETPOS.length) return weekly(BYDAY, interval, head) + within;
    if (frequency === 'DAILY') return head + among(words.ifDate, dates(BYMONTHDAY), or) + among(words.ifWeekday, BYDAY.map(name), or) + within;
    if (frequency === 'YEARLY' && BYMONTH.length === 1 && BYMONTHDAY[0] > 0 && !others) {
      return `${head} ${put(words.dated, and.format(BYMONTHDAY.map(numeral)), month(BYMONTH[0]))}`;
    }
    return head + chosen(BYMONTHDAY, BYDAY, BYSETPOS) + within;
  }

  function weekly(days, interval, head) {
    if (interval === '1') return days.length === 7 ? words.every.DAILY[0] : among(words.each, names(days));
    if (interval === '2' && names(days).length === 1) return among(words.eachOther, names(days));
    return head + among(words.onWeekdays, days.map(name));
  }

  /** Which days of a month or year: those of a number, weekdays, or some of all these. */
  function chosen(numbers, weekdays, places) {
    if (places.length) return put(words.onThe, picked(numbers, weekdays, places));
    if (numbers.length) return among(words.onThe, dates(numbers)) + among(words.ifWeekday, weekdays.map(name), or);
    const [all, counted] = [false, true].map((isCounted) => weekdays.filter((day) => day.length > 2 === isCounted).map(name));
    return among(words.onEach, all) + among(words.onThe, counted);
  }

  function picked(numbers, weekdays, places) {
    const last = numbers.at(-1);
    if (`${places};${weekdays}` === '-1;' && numbers.every((number, at) => +number === 28 + at)) {
      return last === '31' ? words.lastDay : put(words.orLast, numeral(last));
    }
    const which = and.format(places.map(nth));
    const isMixed = numbers.length || new Set(weekdays.map((day) => day.slice(0, -2))).size > 1;
    if (isMixed) return put(words.ofThese, which, and.format([...dates(numbers), ...weekdays.map(name)]));
    return `${which} ${or.format(names(weekdays))}`;
  }

  function end({ COUNT: [count] = [], UNTIL: [until] = [] }) {
    if (count) return count === '1' ? words.once : put(words.times, count);
    return until ? put(words.until, +until.slice(6), month(until.slice(4, 6)), until.slice(0, 4)) : '';
  }

  return (rule, from = 'due') => {
    const parts = partsOf(rule);
    return days(parts) + (from === 'done' ? words.afterDone : '') + end(parts);
  };
}
