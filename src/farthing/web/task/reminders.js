/** The reminders of a task: those there are, and a line to add one. */

import { here } from '../model/due.js';
import { $, copy } from '../parts/dom.js';
import { t } from '../texts/t.js';
import { reminderInWords } from './in-words.js';
import { join } from './typed.js';

const A_YEAR = 527_040; // minutes

/** `value` has them as on the wire; `changed()` is called when the person has changed it. */
export function remindersOf(root, changed) {
  const [list, error] = [$('ul', root), $('.error', root)];
  const input = (name) => $(`.${name}`, root);
  let reminders = [];

  input('relation').addEventListener('change', showKind);
  input('add').addEventListener('click', add);
  root.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.target.matches('button')) return;
    event.preventDefault();
    add();
  });

  /** A reminder is at a time, or so long before or after something. */
  function showKind() {
    const timed = input('relation').value === 'at';
    for (const name of ['amount', 'unit']) input(name).hidden = timed;
    for (const name of ['day', 'clock']) input(name).hidden = !timed;
    complain('');
  }

  function add() {
    const made = input('relation').value === 'at' ? atTime() : relative();
    if (!made) return;
    complain('');
    change([...reminders.filter((each) => JSON.stringify(each) !== JSON.stringify(made)), made]);
  }

  function atTime() {
    const at = input('day').value && input('clock').value && join({ day: input('day').value, clock: input('clock').value });
    return at ? { at } : complain(t('remind.whole'));
  }

  function relative() {
    const [sign, relativeTo] = [input('relation').value[0], input('relation').value.slice(1)];
    const minutes = Number(input('amount').value) * Number(input('unit').value);
    const right = input('amount').value && Number.isInteger(minutes) && minutes >= 0 && minutes <= A_YEAR;
    if (!right) return complain(t('remind.wrong'));
    return minutes ? { relativeTo, minutes: sign === '-' ? -minutes : minutes } : { relativeTo };
  }

  function complain(message) {
    error.textContent = message;
    for (const name of ['amount', 'day', 'clock']) input(name).ariaInvalid = message && !input(name).hidden ? 'true' : null;
  }

  function change(others) {
    fill(others);
    changed();
  }

  function fill(others) {
    reminders = others;
    list.replaceChildren(...reminders.map(row));
  }

  function row(reminder) {
    const made = copy('reminder-row');
    const words = reminderInWords(reminder);
    $('span', made).textContent = words;
    $('button', made).ariaLabel = t('remind.remove', { reminder: words });
    $('button', made).addEventListener('click', () => {
      change(reminders.filter((each) => each !== reminder));
      ($('button', list) ?? input('add')).focus();
    });
    return made;
  }

  return {
    get value() {
      return reminders;
    },
    fill(given) {
      fill(given);
      showKind();
    },
  };
}
