/**
 * A list that may be long: of its lines only those near what can be seen are on the page. The rest is
 * room at both ends, guessed until a line has been there once and its height is known.
 */

import { firstNot } from '../model/derived.js';
import { Keyed } from './dom.js';

const GUESS = 64; // px, of a line that has not been measured
const AROUND = 800; // px beyond the window that are kept ready
const ALL = 120; // as many are shown at once, without any room

export class Rows {
  #list;
  #rows;
  #ids = [];
  #line = null;
  #tops = [0]; // where each line begins, and where the last one ends
  #heights = new Map();
  #from = 0; // the first line that is on the page
  #waiting = 0;
  #sought = null; // the line that is brought into sight once it has its height

  /** `make(id)` gives `{ element, show(line) }`. */
  constructor(list, make) {
    this.#list = list;
    const ids = new WeakMap();
    const sizes = new ResizeObserver((seen) => this.#learn(seen.map(({ target, borderBoxSize: [{ blockSize }] }) => [ids.get(target), blockSize])));
    this.#rows = new Keyed(list, (id) => {
      const row = make(id);
      ids.set(row.element, id);
      sizes.observe(row.element);
      return row;
    });
    const soon = () => {
      this.#waiting ||= requestAnimationFrame(() => {
        this.#waiting = 0;
        this.#render();
      });
    };
    window.addEventListener('scroll', soon, { passive: true });
    window.addEventListener('resize', soon);
  }

  /** Show lines of these ids, in this order; `line(id)` is what one says. */
  show(ids, line) {
    let kept = 0;
    while (kept < ids.length && ids[kept] === this.#ids[kept]) kept++;
    this.#ids = ids;
    this.#line = line;
    this.#measure(kept);
    this.#render();
  }

  get ids() {
    return this.#ids;
  }

  /** The element of a line, brought into sight; null where there is none. */
  reveal(id) {
    const at = this.#ids.indexOf(id);
    if (at < 0) return null;
    if (this.element(id)) this.element(id).scrollIntoView({ block: 'nearest' });
    else {
      this.#sought = id;
      scrollTo(0, this.#start() + this.#tops[at] - innerHeight / 2);
      this.#render(0); // what is around comes with the next frame, as always when it was scrolled
    }
    return this.element(id);
  }

  /** The element of a line that is on the page now. */
  element(id) {
    return this.#rows.element(id);
  }

  /** Where the list begins, from the top of the document. */
  #start() {
    return this.#list.getBoundingClientRect().top + scrollY;
  }

  #render(around = AROUND) {
    const [from, to] = this.#near(around);
    const { length } = this.#ids;
    const shown = this.#ids.slice(from, to);
    this.#from = from;
    this.#rows.show(new Map(shown.map((id) => [id, this.#line(id)])));
    this.#leaveRoom(to);
    const part = shown.length < length;
    shown.forEach((id, at) => Object.assign(this.element(id), { ariaSetSize: part ? length : null, ariaPosInSet: part ? from + at + 1 : null }));
  }

  #leaveRoom(to) {
    this.#list.style.paddingBlockStart = `${this.#tops[this.#from]}px`;
    this.#list.style.paddingBlockEnd = `${this.#tops[this.#ids.length] - this.#tops[to]}px`;
  }

  /** The lines near what can be seen: the first, and the one after the last. */
  #near(around) {
    const { length } = this.#ids;
    if (length <= ALL) return [0, length];
    const above = scrollY - this.#start();
    const at = (height) => firstNot(this.#tops, (top) => top < height); // the first that begins there or below
    return [Math.max(at(above - around) - 1, 0), Math.min(at(above + innerHeight + around) + 1, length)];
  }

  /** Note how high lines are, which those are not that have just been taken away. */
  #learn(seen) {
    for (const [id, height] of seen) if (height) this.#heights.set(id, height);
    this.#measure(this.#from);
    this.#leaveRoom(this.#from + this.#list.childElementCount);
    this.element(this.#sought)?.scrollIntoView({ block: 'nearest' });
    this.#sought = null;
  }

  /** Work out where lines begin, from the first on that may be elsewhere. */
  #measure(from) {
    this.#tops.length = from + 1;
    for (let at = from; at < this.#ids.length; at++) {
      this.#tops.push(this.#tops[at] + (this.#heights.get(this.#ids[at]) ?? GUESS));
    }
  }
}
