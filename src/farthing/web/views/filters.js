/** Saved filters: what one finds, and the form in which one is written. */

import { finder } from '../filters/matching.js';
import { openNote, serve } from '../parts/build.js';
import { $ } from '../parts/dom.js';
import { showErrors } from '../parts/forms.js';
import { t, texts } from '../texts/t.js';

/** Gives what a query finds now: `{ matches, open }`; throws a `Misread` with what is wrong with it. */
export async function finding({ store, settings }) {
  await texts('find');
  return (query) => finder(query, { now: Date.now(), timeZone: settings.timeZone, lists: store.lists });
}

/** Write a filter, of a draft: see `parts/drafts.js`. */
export async function open(page, draft, problem) {
  const find = await finding(page);
  const { store, drafts } = page;
  const dialog = await openNote('filter-form');
  const form = $('form', dialog);
  const { name, query } = form.elements;

  drafts.fill(dialog, draft, problem);
  query.oninput = () => {
    showErrors(form, {});
    look();
  };
  serve(form, save);
  look();

  /** How much it finds, while it is written. */
  function look() {
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
    drafts.save(dialog, draft, { name: name.value.trim(), query: query.value.trim() });
  }
}
