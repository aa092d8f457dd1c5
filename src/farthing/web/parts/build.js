/**
 * What the views are made of that are loaded when they are needed: their markup, in templates of the document, their
 * styles, and forms. The page parses no HTML.
 */

import { once } from '../model/once.js';
import { t, tags, texts } from '../texts/t.js';
import { $, copy, element } from './dom.js';
import { errorsOf, onSubmit, showErrors } from './forms.js';

/** Done when the texts of a theme, its templates' too, are there, and its styles if they can be had. */
export const furnish = (theme) => Promise.all([texts(theme), dress(theme).catch(() => {})]);

/** A copy of a template, `filled` as said below, once its theme is there. */
export async function furnished(template, ...how) {
  await furnish($(`template#${template}`).dataset.theme);
  return filled(template, ...how);
}

/** A modal dialog of a template, gone when it is closed. Opens over another one too. */
export const openNote = async (...what) => shown(await furnished(...what));

/** A copy of a template with texts in it, by the classes of what they are in; of what is `data-for` some kinds, for this one. */
export function filled(template, words = {}, kind = '') {
  const made = copy(template);
  for (const [name, text] of Object.entries(words)) $(`.${name}`, made).textContent = text;
  for (const other of made.querySelectorAll(`[data-for]:not([data-for~="${kind}"])`)) other.remove();
  return made;
}

/** Have these lines of text in a list. */
export const lines = (list, texts) => list.replaceChildren(...texts.map((text) => element('li', '', text)));

/** What a task can be put into, of which one may be a list that is deleted, where it is `chosen`. */
export function listOptions(store, chosen) {
  const lists = [...store.lists.values()].filter(({ deletedAt, listId }) => !deletedAt || listId === chosen);
  return [new Option(t('place.inbox'), ''), ...lists.map(({ name, listId }) => new Option(name, listId))];
}

/** Have the buttons of an element do things, by their `data-do`; one with nothing to do is hidden. */
export function offer(element, does) {
  for (const button of element.querySelectorAll('[data-do]')) {
    button.onclick = does[button.dataset.do];
    button.hidden = !button.onclick;
  }
}

/**
 * Have `act(select)` done once something is chosen within an element: by keys, which go through all that there is, not
 * before Enter is pressed or the select is left.
 */
export function onChoice(element, act) {
  let goesThrough = null;
  let chosen = null;
  const settle = () => {
    const select = chosen;
    chosen = goesThrough = null;
    if (select) act(select);
  };
  element.addEventListener('keydown', (event) => {
    const { key, altKey } = event;
    goesThrough = !altKey && key !== ' ' && key !== 'Enter'; // which show all that there is
    if (key !== 'Enter' || !chosen) return;
    event.preventDefault();
    settle();
  });
  element.addEventListener('keyup', () => (goesThrough = null));
  element.addEventListener('focusout', settle);
  element.addEventListener('change', ({ target }) => {
    chosen = target;
    if (!goesThrough) settle();
  });
}

/**
 * Once every required field of a form has something in it, `run(typed)` is done on submit, one at a time, with the
 * fields by their names; what it throws is shown.
 */
export function serve(made, run) {
  const press = [...made.elements].find(({ type }) => type === 'submit');
  const empty = () => [...made.elements].filter(({ required, value }) => required && !value.trim());
  const missing = () => Object.fromEntries(empty().map(({ name }) => [name, t('required')]));
  onSubmit(made, missing, async () => {
    if (press.ariaBusy) return;
    press.ariaBusy = 'true';
    try {
      await run(Object.fromEntries(new FormData(made)));
    } catch (problem) {
      showErrors(made, errorsOf(made, problem));
    } finally {
      press.ariaBusy = null;
    }
  });
  return made;
}

/** Do `add` with the line that an element has for one thing more, on Enter too, which is not for the form around it. */
export function onLine(root, add) {
  $('.add', root).onclick = add;
  $('.row', root).onkeydown = (event) => {
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.target.matches('button')) return;
    event.preventDefault();
    add();
  };
}

/** A text to be taken elsewhere, with a button that copies it. */
export function copyable(label, value) {
  const made = copy('copyable');
  const [text, press] = made.children;
  Object.assign(text, { defaultValue: value, ariaLabel: label, onfocus: () => text.select() });
  press.onclick = async () => {
    try {
      await navigator.clipboard.writeText(value);
      press.textContent = t('copied');
    } catch {
      text.select(); // to be copied by hand
    }
  };
  return made;
}

/** The day of an instant, as people say it. */
export const day = (instant) => new Date(instant).toLocaleDateString(tags(), { dateStyle: 'medium' });

/** The day and the time of an instant. */
export const dateTime = (instant) => new Date(instant).toLocaleString(tags(), { dateStyle: 'medium', timeStyle: 'short' });

function shown(dialog) {
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Whether the person answers `question` with `label`. */
export function sure(question, label) {
  const dialog = shown(filled('sure', { question, yes: label }));
  return new Promise((answer) => {
    dialog.addEventListener('close', () => answer(Boolean(dialog.returnValue)));
  });
}

/** Ask for a name, in place of the present one, which `run` is given; what that throws is shown. */
export function askName(question, present, run) {
  const dialog = shown(filled('name-form', { question }));
  const form = $('form', dialog);
  form.elements.name.value = present;
  serve(form, async ({ name }) => {
    await run(name.trim());
    dialog.close();
  });
}

/** Done when the styles of a theme, `styles/NAME.css`, are there. */
const dress = once((name) => new Promise((done, failed) => {
  const href = new URL(`../styles/${name}.css`, import.meta.url);
  $('head').append(Object.assign(element('link', ''), { rel: 'stylesheet', href, onload: done, onerror: failed }));
}));
