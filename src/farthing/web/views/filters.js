/** Saved filters: what one finds, and the form in which one is written. */

import { finder } from '../filters/matching.js';
import { openNote, serve } from '../parts/build.js';
import { $ } from '../parts/dom.js';
import { errorsOf, showErrors } from '../parts/forms.js';
import { t, texts } from '../texts/t.js';

/** Gives what a query finds now: `{ matches, open }`; throws a `Misread` with what is wrong with it. */
export async function finding({ store, settings }) {
  await texts('find');
  return (query) => finder(query, { now: Date.now(), timeZone: settings.timeZone, lists: store.lists });
}

/** Write a filter, or a new one where `saved` is null; again what was `refused` with a problem, or excludes others'. */
export async function open(page, saved, problem = null, refused = null) {
  const find = await finding(page);
  const { store, view } = page;
  const dialog = await openNote('filter-form');
  const form = $('form', dialog);
  const { name, query } = form.elements;
  const typed = { name: '', query: '', ...saved, ...refused?.fields };

  $('h2', form).textContent = t(saved ? 'filter.rename' : 'filter.new');
  name.value = typed.name;
  query.value = typed.query;
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
    dialog.close();
    if (refused) store.resend(refused, fields);
    else if (saved) store.edit('filter', saved.filterId, fields, { name: saved.name, query: saved.query });
    else view.go(`filter/${store.create('filter', fields)}`);
  }
}
