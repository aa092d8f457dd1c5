/** Elements for the views that are loaded when they are needed: made one by one, as the page parses no HTML. */

import { t, tags } from '../texts/t.js';
import { $ } from './dom.js';
import { errorsOf, onSubmit, showErrors } from './forms.js';

const styles = new Map();

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

/**
 * A form of these children, with a button called `label` and `others` beside it. Once every required field has
 * something in it, `run(typed)` is done, one at a time, with the fields by their names; what it throws is shown.
 */
export function form(children, label, run, { others = [], className = 'primary' } = {}) {
  const press = make('button', { class: className }, label);
  const made = make('form', { novalidate: true }, ...children, mistake(), buttons(press, ...others));
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
  const text = make('input', { readonly: true, value, 'aria-label': label, onfocus: () => text.select() });
  const press = button(t('copy'), async () => {
    try {
      await navigator.clipboard.writeText(value);
      press.textContent = t('copied');
    } catch {
      text.select(); // to be copied by hand
    }
  });
  return make('div', { class: 'line' }, text, press);
}

/** The day of an instant, as people say it. */
export const day = (instant) => new Date(instant).toLocaleDateString(tags(), { dateStyle: 'medium' });

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
  const dialog = make('dialog', { class: 'note', 'aria-labelledby': id }, heading, ...children);
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Whether the person answers `question` with `label`. */
export function sure(question, label) {
  const dialog = openDialog('sure-name', question, buttons(
    button(label, () => dialog.close('yes'), 'primary'),
    make('button', { type: 'button', onclick: () => dialog.close(), autofocus: true }, t('cancel')),
  ));
  return new Promise((answer) => {
    dialog.addEventListener('close', () => answer(dialog.returnValue === 'yes'));
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
