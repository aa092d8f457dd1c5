/** Asks what shall hold where two people changed the same fields. Until it is answered nothing is lost. */

import { inWords } from '../model/due.js';
import { clashes } from '../model/sync-batch.js';
import { pick } from '../model/task.js';
import { t } from '../texts/t.js';
import { $, element } from './dom.js';
import { showDialog } from './forms.js';

/** Gives `ask(change, theirs)`; `editOn` takes the same, to have the person type on. */
export function conflict(store, editOn) {
  const dialog = $('#conflict');
  let answers;
  dialog.addEventListener('click', ({ target }) => target.dataset.choice && dialog.close(target.dataset.choice));
  dialog.addEventListener('close', () => answers[dialog.returnValue || 'edit']());

  return (change, theirs) =>
    showDialog(dialog, () => {
      const names = theirs ? clashes(change, theirs) : Object.keys(change.fields);
      dialog.returnValue = '';
      answers = {
        mine: () => store.resend(change),
        theirs: () => letBe(change, names),
        edit: () => editOn(change, theirs),
      };
      const differences = names.map((name) => difference(name, change.fields, theirs));
      $('.differences', dialog).replaceChildren(...differences);
      $('.what', dialog).textContent = `It was ${theirs ? 'changed' : 'deleted'} elsewhere while you edited it.`;
      $('[data-choice=mine]', dialog).textContent = theirs ? 'Keep mine' : 'Restore it with mine';
      $('[data-choice=theirs]', dialog).textContent = theirs ? 'Take theirs' : 'Leave it deleted';
    });

  /** Leave theirs as they are; what of the change they do not exclude is written. */
  function letBe(change, names) {
    const others = Object.keys(change.fields).filter((name) => !names.includes(name));
    if (others.length && change.theirs) store.resend(change, pick(change.fields, others));
    else store.discard(change);
  }

  function difference(name, mine, theirs) {
    const sides = theirs ? { Yours: mine, Theirs: theirs } : { Yours: mine };
    const part = element('div', 'difference');
    part.append(element('h3', '', t(`field.${name}`)));
    for (const [whose, values] of Object.entries(sides)) {
      part.append(element('p', 'whose', whose), element('p', 'value', valueInWords(name, values[name])));
    }
    return part;
  }

  function valueInWords(name, value) {
    if (name === 'status') return t(`status.${value}`);
    if (name === 'priority') return t(`priority.${value}`);
    if (name === 'listId') return store.lists.get(value)?.name ?? 'Inbox';
    if (name === 'dueDate') return value ? inWords(value) : 'never';
    return (Array.isArray(value) ? value.join(', ') : value) || 'nothing';
  }
}
