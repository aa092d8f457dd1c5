/** Changes on their way to the server: one after the other, in the order they were made, over reloads too. */

import { tab } from './keep.js';

export class Outbox {
  #changes = tab.read('outbox', []);
  #send;
  #settle;
  #sending = null;

  /** `send(change)` is tried until it does not throw; `settle(change, outcome)` is told how it went. */
  constructor(send, settle) {
    this.#send = send;
    this.#settle = settle;
  }

  get changes() {
    return this.#changes;
  }

  add(change) {
    this.#changes.push(change);
    this.#keep();
  }

  /** Send all there are; throws what `send` throws, and then the rest waits. */
  flush() {
    this.#sending ??= this.#flush().finally(() => (this.#sending = null));
    return this.#sending;
  }

  async #flush() {
    while (this.#changes.length) {
      const [change] = this.#changes;
      const outcome = await this.#send(change);
      this.#changes.shift();
      this.#keep();
      this.#settle(change, outcome);
    }
  }

  #keep() {
    tab.write('outbox', this.#changes.length ? this.#changes : null);
  }
}
