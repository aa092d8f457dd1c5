/** Saved filters: what one finds, and the form in which one is written. */

import { finder } from '../filters/matching.js';
import { pick } from '../model/task.js';
import { openNote, serve } from '../parts/build.js';
import { $ } from '../parts/dom.js';
import { errorsOf, showErrors } from '../parts/forms.js';
import { t, texts } from '../texts/t.js';

/** Gives what a query finds now: `{ matches, open }`; throws a `Misread` with what is wrong with it. */
export async function finding({ store, settings }) {
  await texts('find');
  return (query) => finder(query, { now: Date.now(), timeZone: settings.timeZone, lists: store.lists });
}

/** Write a filter, or a new one without a `thing`; again what was `refused` with a problem, or excludes others'. */
export async function open(page, draft, problem) {
  const find = await finding(page);
  const { store, view, drafts } = page;
  const { thing, fields: meant, refused } = draft;
  const dialog = await openNote('filter-form');
  const form = $('form', dialog);
  const { name, query } = form.elements;

  $('h2', form).textContent = t(thing ? 'filter.rename' : 'filter.new');
  drafts.fill(dialog, draft, pick({ name: '', query: '', ...thing, ...meant }, ['name', 'query']));
  query.oninput = look;
  serve(form, save);
  look();
  showErrors(form, errorsOf(form, problem));

  /** How much it finds, while it is written. */
  function look() {
    showErrors(form, {});
    $('[role=status]', form).textContent = query.value.trim() && told();
  }

  function told() {
    try {
      const { matches } = find(query.value);
      return t('search.count', { count: [...store.tasks.values()].filter(matches).length });
    } catch (misread) {
      return misread.message;
    }
  }

  function save() {
    find(query.value);
    const fields = { name: name.value.trim(), query: query.value.trim() };
    dialog.close('saved');
    if (refused) store.resend(refused, fields);
    else if (thing) store.edit('filter', thing.filterId, fields, pick(thing, ['name', 'query']));
    else view.go(`filter/${store.create('filter', fields)}`);
  }
}
