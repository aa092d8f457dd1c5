/** Saved filters: what one finds, and the form in which one is written. */

import { finder } from '../filters/matching.js';
import { $, copy } from '../parts/dom.js';
import { errorsOf, onSubmit, showErrors } from '../parts/forms.js';
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
  const dialog = copy('filter-form');
  const form = $('form', dialog);
  const { name, query } = form.elements;
  const typed = { ...saved, ...refused?.fields };

  $('h2', form).textContent = t(saved ? 'filter.rename' : 'filter.new');
  name.value = typed.name ?? '';
  query.value = typed.query ?? '';
  query.addEventListener('input', look);
  $('.cancel', form).addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => dialog.remove());
  onSubmit(form, errors, save);
  document.body.append(dialog);
  dialog.showModal();
  look();
  showErrors(form, errorsOf(form, problem));

  /** How much it finds, while it is written. */
  function look() {
    showErrors(form, {});
    $('[role=status]', form).textContent = query.value.trim() && told();
  }

  function told() {
    const wrong = complaint();
    if (wrong) return wrong;
    const { matches } = find(query.value);
    return t('search.count', { count: [...store.tasks.values()].filter(matches).length });
  }

  function complaint() {
    try {
      find(query.value);
      return '';
    } catch (misread) {
      return sentence(misread);
    }
  }

  function errors() {
    const wrong = complaint();
    return { ...(name.value.trim() ? {} : { name: t('required') }), ...(wrong && { query: wrong }) };
  }

  function save() {
    const fields = { name: name.value.trim(), query: query.value.trim() };
    dialog.close();
    if (refused) store.resend(refused, fields);
    else if (saved) store.edit('filter', saved.filterId, fields, { name: saved.name, query: saved.query });
    else view.go(`filter/${store.create('filter', fields)}`);
  }
}

/** What is wrong with a query, and where. */
export function sentence({ key, values, at }) {
  const what = t(key, values);
  return at ? t('find.at', { at, what }) : what;
}
