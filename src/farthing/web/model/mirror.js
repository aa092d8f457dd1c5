/** What the server last said, told on to the other tabs; of two states of a thing the later version holds. */
import { own } from './keep.js';

export class Mirror {
  #things = { task: new Map(), list: new Map() };
  #others = new BroadcastChannel(own('things'));

  /** `heard` is called when another tab has told something. */
  constructor(heard) {
    this.#others.onmessage = ({ data: [kind, thing] }) => {
      this.learn(kind, thing);
      heard();
    };
  }

  get(kind, id) {
    return this.#things[kind].get(id);
  }

  all(kind) {
    return this.#things[kind];
  }

  learn(kind, thing) {
    const id = thing[`${kind}Id`];
    if (!(this.get(kind, id)?.version >= thing.version)) this.#things[kind].set(id, thing);
  }

  /** Learn the outcome of a change made here. */
  tell(kind, thing) {
    this.learn(kind, thing);
    this.#others.postMessage([kind, thing]);
  }

  /** The state after a deletion, whose answer does not have it. */
  tellDeleted(kind, id, deletedAt) {
    const thing = this.get(kind, id);
    if (thing && !thing.deletedAt) this.tell(kind, { ...thing, deletedAt, version: thing.version + 1 });
  }

  /** A listing has begun. What was there before, has not changed since, and is not in it, is gone. */
  listing(kind) {
    const things = this.#things[kind];
    const missing = new Map(Array.from(things, ([id, { version }]) => [id, version]));
    return {
      has: (listed) => {
        for (const thing of listed) {
          this.learn(kind, thing);
          missing.delete(thing[`${kind}Id`]);
        }
      },
      ended: () => {
        for (const [id, version] of missing) {
          const { version: present, deletedAt } = things.get(id);
          if (present === version && !deletedAt) things.delete(id);
        }
      },
    };
  }
}
