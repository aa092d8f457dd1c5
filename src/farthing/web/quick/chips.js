/** What was understood of the line that is being typed, as chips; pressing one makes its words plain again. */

import { inWords, wallClock } from '../model/due.js';
import { there } from '../model/task.js';
import { labelsError, present } from '../model/typed-rules.js';
import { filled, furnished } from '../parts/build.js';
import { $ } from '../parts/dom.js';
import { describer } from '../repeat/describe.js';
import { language, t } from '../texts/t.js';
import { load, parse } from './parse.js';

/** Gives `show(text)`, `fields(text)`, which are what the text says of a task, and `wrong(task)`, what is wrong with its labels. */
export async function chips({ store, settings, opened }, form) {
  const [list, repeats] = await Promise.all([furnished('chips'), describer(language), load(language), opened]);
  $('.line', form).after(list);
  let plain = new Set(); // texts that the person wants as they are

  /** The reading, and a list that it names and that is not there. */
  function read(text) {
    const now = wallClock(settings.timeZone);
    const options = { now, language, firstWeekday: settings.firstWeekday };
    const off = [];
    let unknown = null;
    for (;;) {
      const reading = parse(text, { ...options, off });
      const refused = reading.spans.filter((span) => plain.has(span.text) || isUnknown(span));
      unknown ??= refused.find(isUnknown)?.value ?? null;
      if (!refused.length) return { ...reading, unknown };
      off.push(...refused.map(({ start, end }) => [start, end]));
    }
  }

  const isUnknown = ({ kind, value }) => kind === 'list' && !listCalled(value);

  /** Capitals, and what stands between words, make no other name: `#big-house` is the Big house. */
  function listCalled(name) {
    const called = there(store.lists).filter((one) => letters(one.name) === letters(name));
    return called.find((one) => one.name === name) ?? called[0];
  }

  function fields(text) {
    const { title, due, start, priority, labels, list: name, repeat, reminders } = read(text);
    const said = {
      dueDate: placed(due),
      startDate: placed(start),
      priority,
      labels: labels.length ? labels : null,
      listId: name && listCalled(name).listId,
      repeat,
      reminders: reminders.length ? reminders.map((minutes) => ({ relativeTo: 'due', minutes })) : null,
    };
    return { title, ...present(said) };
  }

  /** A time with its zone; a day as it is. */
  const placed = (due) => (due?.includes('T') ? `${due}[${settings.timeZone}]` : due);

  function show(text) {
    if (!text) plain = new Set();
    const reading = text ? read(text) : { spans: [] };
    const spans = reading.spans.filter(({ kind }) => kind !== 'escape');
    list.replaceChildren(
      ...spans.map((span) => chip(meaning(span, reading), t('chips.off', { words: span.text }), () => plain.add(span.text))),
      ...(reading.unknown ? [chip(t('chips.list', { name: reading.unknown }), '', () => store.create('list', { name: reading.unknown }))] : []),
    );
  }

  function chip(what, hint, press) {
    const made = filled('chip', { what, unseen: hint && `. ${hint}` });
    const button = $('button', made);
    button.title = hint;
    button.onclick = () => {
      press();
      show(form.elements.title.value);
      form.elements.title.focus();
    };
    return made;
  }

  function meaning({ kind, value, text }, { due, start, repeat, priority }) {
    if (kind === 'due') return t('row.due', { due: inWords(placed(due)) });
    if (kind === 'start') return t('row.starts', { start: inWords(placed(start)) });
    if (kind === 'repeat') return repeats(repeat.rule, repeat.from);
    if (kind === 'priority') return priority === 'none' ? t('chips.none') : t(`row.${priority}`);
    if (kind === 'list') return t('row.in', { place: listCalled(value).name });
    return kind === 'label' ? `@${value}` : text;
  }

  return { fields, show, wrong: ({ labels }) => labelsError(labels) };
}

const letters = (name) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '') || name;
