/** Saved filters: what one finds, and the form in which one is written. */

import { finder } from '../filters/matching.js';
import { button, field, form, make, openDialog } from '../parts/build.js';
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
  const typed = { name: '', query: '', ...saved, ...refused?.fields };
  const told = make('p', { class: 'hint', role: 'status' });
  const body = form([
    field('filter-name', t('name'), { name: 'name', maxlength: 200, required: true, autocomplete: 'off', autofocus: true, value: typed.name }),
    field('filter-query', t('field.query'), {
      name: 'query', maxlength: 500, required: true, autocomplete: 'off', spellcheck: 'false', autocapitalize: 'off', value: typed.query,
    }, t('filter.hint')),
    told,
  ], t('save'), save, { others: [button(t('cancel'), () => dialog.close())] });
  const { query } = body.elements;
  query.addEventListener('input', look);
  const dialog = openDialog('filter-form', t(saved ? 'filter.rename' : 'filter.new'), body);
  look();
  showErrors(body, errorsOf(body, problem));

  /** How much it finds, while it is written. */
  function look() {
    showErrors(body, {});
    try {
      told.textContent = query.value.trim() ? t('search.count', { count: count(find(query.value)) }) : '';
    } catch (misread) {
      told.textContent = sentence(misread);
    }
  }

  function count({ matches }) {
    let found = 0;
    for (const task of store.tasks.values()) if (matches(task)) found += 1;
    return found;
  }

  function save({ name, query: text }) {
    try {
      find(text);
    } catch (misread) {
      showErrors(body, { query: sentence(misread) });
      $('[name=query]', body).focus();
      return;
    }
    const fields = { name: name.trim(), query: text.trim() };
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
