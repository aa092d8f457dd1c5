/**
 * A list that may be long: of its entries only those near what can be seen are on the page. The rest is
 * room at both ends, guessed until an entry has been there once and its height is known.
 */

import { Keyed } from './dom.js';

const GUESS = 64; // px, of a line that has not been measured
const AROUND = 800; // px beyond the window that are kept ready
const ALL = 120; // as many are shown at once, without any room

export class Rows {
  #list;
  #rows;
  #entries = [];
  #tops = [0]; // where each entry begins, and where the last one ends
  #heights = new Map();
  #waiting = 0;

  /** `make(id)` gives `{ element, show(entry) }`. */
  constructor(list, make) {
    this.#list = list;
    this.#rows = new Keyed(list, make);
    const soon = () => {
      this.#waiting ||= requestAnimationFrame(() => {
        this.#waiting = 0;
        this.#render();
      });
    };
    window.addEventListener('scroll', soon, { passive: true });
    window.addEventListener('resize', soon);
  }

  /** Show these entries, each with its own `id`, in this order. */
  show(entries) {
    this.#entries = entries;
    this.#measure();
    this.#render();
  }

  get entries() {
    return this.#entries;
  }

  /** The element of an entry, brought into sight; null where there is none. */
  reveal(id) {
    const at = this.#entries.findIndex((entry) => entry.id === id);
    if (at < 0) return null;
    if (!this.element(id)) {
      scrollTo(0, this.#start() + this.#tops[at] - innerHeight / 2);
      this.#render();
    }
    const element = this.element(id);
    element.scrollIntoView({ block: 'nearest' });
    return element;
  }

  /** The element of an entry that is on the page now. */
  element(id) {
    return this.#rows.element(id);
  }

  /** Where the list begins, from the top of the document. */
  #start() {
    return this.#list.getBoundingClientRect().top + scrollY;
  }

  #render() {
    const [from, to] = this.#near();
    const { length } = this.#entries;
    const shown = this.#entries.slice(from, to);
    this.#rows.show(new Map(shown.map((entry) => [entry.id, entry])));
    this.#list.style.paddingBlockStart = `${this.#tops[from]}px`;
    this.#list.style.paddingBlockEnd = `${this.#tops[length] - this.#tops[to]}px`;
    if (to - from < length) this.#learn(shown, from);
  }

  /** The entries near what can be seen: the first, and the one after the last. */
  #near() {
    const { length } = this.#entries;
    if (length <= ALL) return [0, length];
    const above = scrollY - this.#start();
    const from = Math.max(this.#at(above - AROUND) - 1, 0);
    return [from, Math.min(this.#at(above + innerHeight + AROUND) + 1, length)];
  }

  /** The first entry that begins at this height or below it. */
  #at(height) {
    let [low, high] = [0, this.#entries.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#tops[middle] < height) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Note how high entries are, and tell those who cannot see how many there are. */
  #learn(shown, from) {
    let news = false;
    shown.forEach(({ id }, at) => {
      const element = this.element(id);
      const height = element.offsetHeight;
      news ||= this.#heights.get(id) !== height;
      this.#heights.set(id, height);
      element.ariaSetSize = this.#entries.length;
      element.ariaPosInSet = from + at + 1;
    });
    if (!news) return;
    this.#measure();
    this.#list.style.paddingBlockStart = `${this.#tops[from]}px`;
    this.#list.style.paddingBlockEnd = `${this.#tops[this.#entries.length] - this.#tops[from + shown.length]}px`;
  }

  #measure() {
    let top = 0;
    this.#tops = new Float64Array(this.#entries.length + 1);
    this.#entries.forEach(({ id }, at) => {
      top += this.#heights.get(id) ?? GUESS;
      this.#tops[at + 1] = top;
    });
  }
}
