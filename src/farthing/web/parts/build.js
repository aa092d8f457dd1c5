/** Elements for the views that are loaded when they are needed: made one by one, as the page parses no HTML. */

import { $ } from './dom.js';

let styles;

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
export async function openDialog(id, title, ...children) {
  await dressed();
  const heading = make('h2', { id }, title);
  const dialog = make('dialog', { class: 'note', 'aria-labelledby': id }, heading, ...children);
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Whether the person answers `question` with `label`. */
export function sure(question, label) {
  return new Promise((answer) => {
    openDialog('sure-name', question, make(
      'div',
      { class: 'buttons' },
      make('button', { type: 'button', class: 'primary', onclick: close }, label),
      make('button', { type: 'button', onclick: close, autofocus: true }, 'Cancel'),
    )).then((dialog) => dialog.addEventListener('close', () => answer(dialog.returnValue === label)));

    function close({ target }) {
      target.closest('dialog').close(target.textContent);
    }
  });
}

/** Done when the styles of these views are there. */
export function dressed() {
  styles ??= new Promise((done) => {
    const href = new URL('../styles/people.css', import.meta.url);
    $('head').append(make('link', { rel: 'stylesheet', href, onload: done, onerror: done }));
  });
  return styles;
}
