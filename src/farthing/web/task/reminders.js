/** The reminders of a task: those there are, and a line to add one. */

import { same } from '../model/changes.js';
import { filled, onLine } from '../parts/build.js';
import { $ } from '../parts/dom.js';
import { showErrors } from '../parts/forms.js';
import { t } from '../texts/t.js';
import { reminderInWords } from './in-words.js';
import { join } from './typed.js';

const A_YEAR = 527_040; // minutes

/** `value` has them as on the wire; `changed()` is called when the person has changed it. */
export function remindersOf(root, changed) {
  const list = $('ul', root);
  const parts = [...$('.row', root).children];
  const [amount, unit, day, clock, relation, button] = parts;
  const isTimed = () => relation.value === 'at';
  const line = () => String(parts.map(({ value }) => value));
  const blank = line();
  const complain = (message) => showErrors(root, { reminders: message });
  let reminders = [];
  let taken = blank; // of the line

  relation.onchange = showKind;
  onLine(root, add);

  /** A reminder is at a time, or so long before or after something. */
  function showKind() {
    complain('');
    amount.hidden = unit.hidden = isTimed();
    day.hidden = clock.hidden = !isTimed();
  }

  function add() {
    const made = isTimed() ? atTime() : relative();
    complain(made ? '' : t(isTimed() ? 'remind.whole' : 'remind.wrong'));
    if (!made) return false;
    taken = line();
    change([...reminders.filter((each) => !same(each, made)), made]);
  }

  function atTime() {
    return day.value && clock.value && { at: join({ day: day.value, clock: clock.value }) };
  }

  function relative() {
    const [sign, relativeTo] = [relation.value[0], relation.value.slice(1)];
    const minutes = Number(amount.value) * Number(unit.value);
    const right = amount.value && Number.isInteger(minutes) && minutes >= 0 && minutes <= A_YEAR;
    return right && (minutes ? { relativeTo, minutes: sign === '-' ? -minutes : minutes } : { relativeTo });
  }

  function change(others) {
    fill(others);
    changed();
  }

  function fill(others) {
    reminders = others;
    list.replaceChildren(...reminders.map(row));
  }

  function row(each) {
    const reminder = reminderInWords(each);
    const made = filled('reminder-row', { reminder });
    const remove = $('button', made);
    remove.ariaLabel = t('remind.remove', { reminder });
    remove.onclick = () => {
      change(reminders.filter((other) => other !== each));
      ($('button', list) ?? button).focus();
    };
    return made;
  }

  return {
    get value() {
      return reminders;
    },
    fill(given) {
      taken = blank;
      fill(given);
      showKind();
    },
    /** Take what is in the line; false where it cannot be. */
    saved: () => line() === taken || add(),
  };
}
