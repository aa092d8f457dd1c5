/** The inputs of a task: filling them in, reading them, and what helps to fill them in. */

import { here, zoneName } from '../model/due.js';
import { there } from '../model/task.js';
import { dayCalled, weekdayName } from '../model/week.js';
import { listOptions, offer } from '../parts/build.js';
import { $, copy } from '../parts/dom.js';
import { DAYS } from '../repeat/rule.js';
import { t } from '../texts/t.js';
import { remindersOf } from './reminders.js';
import { repeatOf } from './repeat.js';

const SUGGESTED = 8; // labels
const PARTS = { day: 'dueDate', clock: 'dueDate', startDay: 'startDate', startClock: 'startDate', until: 'repeat' };

/** `typed()` gives what `fill(text)` takes; `changed()` is called when something was typed or chosen. */
export function fieldsOf(form, { store, settings, describe, changed }) {
  const inputs = form.elements;
  const reminders = remindersOf($('.reminders', form), changed);
  const due = (name) => () => {
    inputs.day.value = dayCalled(name, settings);
    if (!inputs.day.value) inputs.clock.value = '';
    changed();
  };

  drawWeekdays();
  form.parentElement.oninput = () => {
    showRule();
    changed();
  };
  inputs.labels.oninput = suggestLabels;
  offer($('.days', form), { today: due('today'), tomorrow: due('tomorrow'), week: due('week'), none: due('') });

  function fill(text) {
    form.reset(); // lines that are no field yet, too
    inputs.listId.replaceChildren(...listOptions(store, text.listId));
    offerRule(text.repeat);
    for (const [name, value] of Object.entries(text)) if (inputs[name]) inputs[name].value = value;
    for (const box of inputs.weekday) box.checked = text.weekday.includes(box.value);
    reminders.fill(text.reminders);
    $('.zone', form).textContent = t('task.zone', { zone: zoneName(text.zone) || here().replaceAll('_', ' ') });
    suggestLabels();
    showRule();
  }

  function typed() {
    const data = new FormData(form);
    const description = inputs.description.value; // of which FormData changes the line breaks
    return { ...Object.fromEntries(data), description, weekday: data.getAll('weekday'), reminders: reminders.value };
  }

  /** What is wrong with fields that the browser shows but cannot read, such as 31 February. */
  function unreadable() {
    const found = Object.keys(PARTS).filter((name) => inputs[name].validity.badInput);
    return Object.fromEntries(found.map((name) => [PARTS[name], t(`task.whole.${inputs[name].type}`)]));
  }

  /** Labels that there are, behind those that are typed already. */
  function suggestLabels() {
    const words = inputs.labels.value.split(',').map((label) => label.trim());
    const begin = words.at(-1).toLowerCase();
    const known = new Set(there(store.tasks).flatMap(({ labels }) => labels));
    const fitting = [...known].filter((label) => !words.includes(label) && label.toLowerCase().startsWith(begin));
    const offered = fitting.sort().slice(0, SUGGESTED).map((label) => new Option('', words.with(-1, label).join(', ')));
    inputs.labels.list.replaceChildren(...offered);
  }

  /** A rule that has more to it than can be chosen is one choice more. */
  function offerRule(rule) {
    $('.given', inputs.repeat)?.remove();
    if ([...inputs.repeat.options].some(({ value }) => value === rule)) return;
    const given = new Option(describe(rule), rule);
    given.className = 'given';
    inputs.repeat.add(given);
  }

  /** From the first of the person's week on. */
  function drawWeekdays() {
    for (const step of DAYS.keys()) {
      const at = (step + settings.firstWeekday - 1) % 7;
      const made = copy('weekday-box');
      const [box, name] = made.children;
      Object.assign(box, { value: DAYS[at], ariaLabel: weekdayName(at, 'long') });
      name.textContent = weekdayName(at, 'short');
      $('.weekdays', form).append(made);
      inputs.nthday.add(new Option(weekdayName(at, 'long'), DAYS[at]));
    }
  }

  /** Only the parts that count, and what they say in words. */
  function showRule() {
    const { repeat, unit, on, end } = inputs;
    const own = repeat.value === 'own';
    for (const name of ['until', 'count']) inputs[name].hidden = end.value !== name;
    inputs.monthday.hidden = on.value !== 'day';
    inputs.nth.hidden = inputs.nthday.hidden = on.value !== 'nth';
    $('.rule', form).hidden = !own;
    $('.weekdays', form).hidden = unit.value !== 'week';
    $('.month', form).hidden = unit.value !== 'month';
    const meant = own && repeatOf(typed());
    const words = meant ? describe(meant.rule, meant.from) : '';
    const told = words && `${words[0].toUpperCase()}${words.slice(1)}.`;
    if ($('.words', form).textContent !== told) $('.words', form).textContent = told;
  }

  return { fill, typed, unreadable, saved: reminders.saved };
}
