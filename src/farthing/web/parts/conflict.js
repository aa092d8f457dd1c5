/** Asks what shall hold where two people changed the same fields. Until it is answered nothing is lost. */

import { clashes } from '../model/sync-batch.js';
import { pick } from '../model/task.js';
import { describer } from '../repeat/describe.js';
import { wording } from '../task/in-words.js';
import { language, t } from '../texts/t.js';
import { furnished } from './build.js';
import { $, element } from './dom.js';
import { showDialog } from './forms.js';

/** Gives `ask(change, theirs)`; `editOn` takes the same, to have the person type on. */
export async function conflict(store, editOn) {
  const dialog = await furnished('conflict');
  const inWords = wording(store, await describer(language));
  let answers;
  document.body.append(dialog);
  dialog.onclose = () => answers[dialog.returnValue || 'edit']();

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
      const happened = theirs ? 'changed' : 'deleted';
      $('.what', dialog).textContent = t(`conflict.${happened}`);
      $('[value=mine]', dialog).textContent = t(`conflict.${happened}.mine`);
      $('[value=theirs]', dialog).textContent = t(`conflict.${happened}.theirs`);
    });

  /** Leave theirs as they are; what of the change they do not exclude is written. */
  function letBe(change, names) {
    const others = Object.keys(change.fields).filter((name) => !names.includes(name));
    if (others.length && change.theirs) store.resend(change, pick(change.fields, others));
    else store.discard(change);
  }

  function difference(name, mine, theirs) {
    const sides = theirs ? { yours: mine, theirs } : { yours: mine };
    const part = element('div', 'difference');
    part.append(element('h3', '', t(`field.${name}`)));
    for (const [whose, values] of Object.entries(sides)) {
      const value = inWords(name, values[name]) || t('task.nothing');
      part.append(element('p', 'whose', t(`conflict.${whose}`)), element('p', 'value', value));
    }
    return part;
  }
}
