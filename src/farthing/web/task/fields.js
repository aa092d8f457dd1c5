/** The inputs of a task: filling them in, reading them, and what helps to fill them in. */

import { here, plusDays, today, zoneName } from '../model/due.js';
import { $, element } from '../parts/dom.js';
import { DAYS } from '../repeat/rule.js';
import { language, t } from '../texts/t.js';
import { remindersOf } from './reminders.js';
import { repeatOf } from './repeat.js';

const NAMES = [
  ...['title', 'description', 'status', 'priority', 'listId', 'labels', 'day', 'clock', 'startDay', 'startClock'],
  ...['repeat', 'every', 'unit', 'on', 'monthday', 'nth', 'nthday', 'end', 'until', 'count', 'from'],
];
const A_MONDAY = Date.UTC(2024, 0, 1);
const SUGGESTED = 8; // labels

/** `typed()` gives what `fill(text)` takes; `changed()` is called when something was typed or chosen. */
export function fieldsOf(form, { store, settings, describe, changed }) {
  const inputs = form.elements;
  const reminders = remindersOf($('.reminders', form), changed);
  let zones = {};

  drawWeekdays();
  form.addEventListener('input', () => {
    showRule();
    changed();
  });
  inputs.labels.addEventListener('input', suggestLabels);
  $('.days', form).addEventListener('click', ({ target: { dataset } }) => {
    if (dataset.day === undefined) return;
    inputs.day.value = dayCalled(dataset.day);
    if (!dataset.day) inputs.clock.value = '';
    changed();
  });

  function fill(text) {
    zones = { zone: text.zone, startZone: text.startZone };
    offerLists(text.listId);
    offerRule(text.repeat);
    for (const name of NAMES) inputs[name].value = text[name];
    for (const box of inputs.weekday) box.checked = text.weekday.includes(box.value);
    reminders.fill(text.reminders);
    $('.zone', form).textContent = t('task.zone', { zone: zoneName(text.zone) || here().replaceAll('_', ' ') });
    suggestLabels();
    showRule();
  }

  function typed() {
    const text = Object.fromEntries(new FormData(form));
    const description = inputs.description.value; // of which FormData changes the line breaks
    const weekday = [...inputs.weekday].filter(({ checked }) => checked).map(({ value }) => value);
    return { ...text, ...zones, description, weekday, reminders: reminders.value };
  }

  /** What is wrong with fields that the browser shows but cannot read, such as 31 February. */
  function unreadable() {
    const told = { day: 'dueDate', clock: 'dueDate', startDay: 'startDate', startClock: 'startDate', until: 'repeat' };
    const found = Object.keys(told).filter((name) => inputs[name].validity.badInput);
    return Object.fromEntries(found.map((name) => [told[name], t(`task.whole.${inputs[name].type}`)]));
  }

  /** The lists there are, and the one that the task is in even if it is deleted. */
  function offerLists(chosen) {
    const lists = [...store.lists.values()].filter(({ deletedAt, listId }) => !deletedAt || listId === chosen);
    const options = lists.map(({ name, listId }) => new Option(name, listId));
    inputs.listId.replaceChildren(new Option(t('place.inbox'), ''), ...options);
  }

  /** Labels that there are, behind those that are typed already. */
  function suggestLabels() {
    const words = inputs.labels.value.split(',').map((label) => label.trim());
    const begin = words.at(-1).toLowerCase();
    const before = words.slice(0, -1);
    const known = new Set();
    for (const { labels, deletedAt } of store.tasks.values()) if (!deletedAt) labels.forEach((label) => known.add(label));
    const fitting = [...known].filter((label) => !words.includes(label) && label.toLowerCase().startsWith(begin));
    const offered = fitting.sort().slice(0, SUGGESTED).map((label) => new Option('', [...before, label].join(', ')));
    inputs.labels.list.replaceChildren(...offered);
  }

  /** The day that a button stands for. */
  function dayCalled(name) {
    const day = today(settings.timeZone);
    const weekday = (new Date(day).getUTCDay() + 7 - (settings.firstWeekday % 7)) % 7; // from the first of the week on
    return { today: day, tomorrow: plusDays(day, 1), week: plusDays(day, 7 - weekday) }[name] ?? '';
  }

  /** A rule that has more to it than can be chosen is one choice more. */
  function offerRule(rule) {
    $('.given', inputs.repeat)?.remove();
    if ([...inputs.repeat.options].some(({ value }) => value === rule)) return;
    const given = new Option(describe(rule), rule);
    given.className = 'given';
    inputs.repeat.add(given);
  }

  function drawWeekdays() {
    const named = (weekday, at) => new Intl.DateTimeFormat(language, { weekday, timeZone: 'UTC' }).format(A_MONDAY + at * 86_400_000);
    const order = DAYS.map((_, at) => (at + settings.firstWeekday - 1) % 7);
    for (const at of order) {
      const box = element('input', '');
      Object.assign(box, { type: 'checkbox', name: 'weekday', value: DAYS[at], ariaLabel: named('long', at) });
      const label = element('label', '');
      label.append(box, element('span', '', named('short', at)));
      $('.weekdays', form).append(label);
      inputs.nthday.add(new Option(named('long', at), DAYS[at]));
    }
  }

  /** Only the parts that count, and what they say in words. */
  function showRule() {
    const { repeat, unit, on, end } = inputs;
    const own = repeat.value === 'own';
    const shown = { monthday: on.value === 'day', nth: on.value === 'nth', nthday: on.value === 'nth' };
    for (const name of ['until', 'count']) shown[name] = end.value === name;
    for (const [name, needed] of Object.entries(shown)) inputs[name].hidden = !needed;
    $('.rule', form).hidden = !own;
    $('.weekdays', form).hidden = unit.value !== 'week';
    $('.month', form).hidden = unit.value !== 'month';
    const meant = own && repeatOf(typed());
    const words = meant ? describe(meant.rule, meant.from) : '';
    const told = words && `${words[0].toUpperCase()}${words.slice(1)}.`;
    if ($('.words', form).textContent !== told) $('.words', form).textContent = told;
  }

  return { fill, typed, unreadable };
}
