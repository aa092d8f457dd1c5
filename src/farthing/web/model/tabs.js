/** The tabs of one person in one space: what one tells, the others hear; and one of them talks to the server. */

import { uuid7 } from './ident.js';
import { tab } from './keep.js';

export class Tabs {
  id = tab.read('tab', uuid7()); // over a reload
  leads = false;
  #name;
  #others;

  constructor(name, heard) {
    tab.write('tab', this.id);
    navigator.locks?.request(this.id, untilClosed);
    this.#name = name;
    this.#others = new BroadcastChannel(name);
    this.#others.onmessage = ({ data }) => heard(data);
  }

  tell(message) {
    this.#others.postMessage(message);
  }

  /** Whether a tab is still there: where browsers have no locks, for all we know. */
  async has(id) {
    const locks = await navigator.locks?.query();
    return locks?.held.some(({ name }) => name === id) ?? true;
  }

  /** `begin` once no other tab leads. Where browsers have no locks, every tab leads: it does more than it need. */
  lead(begin) {
    const first = () => {
      this.leads = true;
      begin();
      return untilClosed();
    };
    if (navigator.locks) navigator.locks.request(this.#name, first);
    else first();
  }
}

const untilClosed = () => new Promise(() => {}); // as long is a lock held
