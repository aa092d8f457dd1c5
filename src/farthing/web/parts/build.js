/**
 * What the views are made of that are loaded when they are needed: their markup, in templates of the document, their
 * styles, and forms. The page parses no HTML.
 */

import { t, tags, texts } from '../texts/t.js';
import { $, copy, element } from './dom.js';
import { errorsOf, onSubmit, showErrors } from './forms.js';

const styles = new Map();

/** Done when the texts of a theme, its templates' too, and its styles are there. */
export const furnish = (theme) => Promise.all([texts(theme), dress(theme)]);

/** A copy of a template, once its theme is there. */
export async function furnished(template) {
  await furnish($(`template#${template}`).dataset.theme);
  return copy(template);
}

/** A modal dialog of a template, gone when it is closed. Opens over another one too. */
export const openNote = async (template) => shown(await furnished(template));

/** A copy of a template with texts in it, by the classes of what they are in. */
export function filled(template, words) {
  const made = copy(template);
  for (const [name, text] of Object.entries(words)) $(`.${name}`, made).textContent = text;
  return made;
}

/** Have these lines of text in a list. */
export const lines = (list, texts) => list.replaceChildren(...texts.map((text) => Object.assign(element('li', '', text), { dir: 'auto' })));

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

/** An element with attributes, listeners (`onclick: …`) and children, of which false ones are left out. */
export function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name.slice(2), value);
    else if (value !== false) made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.filter(Boolean));
  return made;
}

/** An input under its label, with room for what is wrong with it. `id` has to be unique on the page. */
export function field(id, label, attributes, hint = '') {
  const described = [hint && `${id}-hint`, `${id}-error`].filter(Boolean).join(' ');
  return make(
    'div',
    { class: 'field' },
    make('label', { for: id }, label),
    make('input', { id, 'aria-describedby': described, ...attributes }),
    hint && make('p', { class: 'hint', id: `${id}-hint` }, hint),
    make('p', { class: 'error', id: `${id}-error`, 'data-error': attributes.name }),
  );
}

/** Room for what is wrong with no field in particular. */
export const mistake = () => make('p', { class: 'error', 'data-error': '', role: 'alert' });

export const button = (label, onclick, className = '') =>
  make('button', { type: 'button', class: className, onclick }, label);

export const buttons = (...children) => make('div', { class: 'buttons' }, ...children);

/** A form of these children, with a button called `label` and `others` beside it, that does `run`: see `serve`. */
export function form(children, label, run, { others = [], className = 'primary' } = {}) {
  const press = make('button', { class: className }, label);
  return serve(make('form', { novalidate: true }, ...children, mistake(), buttons(press, ...others)), run);
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
export const moment = (instant) => new Date(instant).toLocaleString(tags(), { dateStyle: 'medium', timeStyle: 'short' });

/** A small drawing of one stroke, 20 by 20. */
export function icon(path) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const drawn = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('aria-hidden', 'true');
  drawn.setAttribute('d', path);
  svg.append(drawn);
  return svg;
}

/** A modal dialog that is gone when it is closed; `id` names its heading. Opens over another one too. */
export function openDialog(id, title, ...children) {
  const heading = make('h2', { id }, title);
  return shown(make('dialog', { class: 'note', 'aria-labelledby': id }, heading, ...children));
}

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

/** Done when the styles of a theme, `styles/NAME.css`, are there. */
export function dress(name) {
  if (!styles.has(name)) styles.set(name, new Promise((done) => {
    const href = new URL(`../styles/${name}.css`, import.meta.url);
    $('head').append(make('link', { rel: 'stylesheet', href, onload: done, onerror: done }));
  }));
  return styles.get(name);
}

await dress('dialogs'); // before anybody makes one, or a form
