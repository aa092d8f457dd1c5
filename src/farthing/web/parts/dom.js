/** The little that every part of the page does to elements. */

export const $ = (selector, root = document) => root.querySelector(selector);

/** Where the tasks of the place are: line by line, or in a view of its own. */
export const stage = () => $('#tasks:not([hidden]), #view');

/** A copy of what is in a template of the page. */
export const copy = (template) => document.importNode($(`template#${template}`).content, true).firstElementChild;

export function element(tag, className, text = '') {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  if (text) made.dir = 'auto'; // as people write
  return made;
}

/** Say something to those who listen to the page instead of looking at it. */
export function announce(text) {
  $('#announcer').textContent = text;
}

/** Children of an element in step with things, by id: what stays is not made again, so that focus stays too. */
export class Keyed {
  #parent;
  #make;
  #rows = new Map();

  /** `make(id)` gives `{ element, show(thing) }`; it is shown anew where something of it is another. */
  constructor(parent, make) {
    this.#parent = parent;
    this.#make = make;
  }

  /** Show these things, given by their ids, in this order. */
  show(things) {
    for (const [id, { element }] of this.#rows) {
      if (things.has(id)) continue;
      element.remove();
      this.#rows.delete(id);
    }
    let next = this.#parent.firstElementChild;
    for (const [id, thing] of things) {
      const row = this.#row(id);
      const { element } = row;
      if (!row.shown || Object.keys(thing).some((name) => thing[name] !== row.shown[name])) row.show(thing);
      row.shown = thing;
      if (element === next) next = next.nextElementSibling;
      else this.#parent.insertBefore(element, next);
    }
  }

  /** The element of a thing that is shown. */
  element(id) {
    return this.#rows.get(id)?.element;
  }

  #row(id) {
    if (!this.#rows.has(id)) this.#rows.set(id, this.#make(id));
    return this.#rows.get(id);
  }
}
