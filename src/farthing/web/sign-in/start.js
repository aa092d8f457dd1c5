/**
 * Has somebody sign in, and goes with every call afterwards: the gate. What people keep in their browser is
 * theirs and of one space, so that nothing of one person's is ever sent as another's or into another space.
 */

import { letIn, SignedOut } from '../model/api.js';
import { forget } from '../model/db-forget.js';
import { belongTo, browser, PREFIX } from '../model/keep.js';
import { decoded } from '../model/view.js';
import { t, texts } from '../texts/t.js';

const IN_SPACE = /^(tasks|lists|filters|trash|sync)\b/;

/** Done when a person is in, in the space that the address names. */
export async function start(config) {
  await texts('people');
  const { signIn } = config.signIn === 'cognito' ? await import('./cognito.js') : await import('./accounts.js');
  const session = await signIn(config);
  const named = new URLSearchParams(location.search).get('space') ?? '';
  const id = named === session.person.userId ? '' : named;
  belongTo(session.person.userId, id);
  const gate = new Gate(session, id);
  letIn(gate);
  if (id) await gate.enterSpace();
}

class Gate {
  leaving = false; // the page is about to be left, and knows
  look = null; // shows a task to one who may not change it
  space; // { spaceId, name, role }
  session;
  #id;

  /** `session` signs calls for its `person`; `id` is that of a shared space, or empty in the person's own. */
  constructor(session, id) {
    this.session = session;
    this.#id = id;
    this.space = { spaceId: id || session.person.userId, name: t('space.own'), role: 'owner' };
  }

  get shared() {
    return Boolean(this.#id);
  }

  headers() {
    return this.session.headers();
  }

  /** Whether a call that was refused as nobody's can be tried once more. */
  renew() {
    return this.session.renew();
  }

  /** Have the person sign in again, who stays on the page with what they typed; false where they would not. */
  async again() {
    const person = await this.session.again();
    if (person && person.userId !== this.session.person.userId) {
      this.leaving = true;
      location.reload(); // to what is theirs
      return false;
    }
    return Boolean(person);
  }

  /** The path of things, in this space. */
  inSpace(path) {
    if (!this.#id || !IN_SPACE.test(path)) return path;
    return `${path}${path.includes('?') ? '&' : '?'}space=${encodeURIComponent(this.#id)}`;
  }

  /** Something was not found: throws where that is because the person is no longer in this space. */
  async stillIn() {
    if (!this.#id || (await this.#askForSpace()).status !== 404) return;
    await this.#lost();
    throw new SignedOut(t('space.lost', this.space));
  }

  /** Find out what the person may do here; where nobody can be asked, it is as it was the last time. */
  async enterSpace() {
    const kept = `${this.session.person.userId}.${this.#id}.space`;
    const response = await this.#askForSpace().catch(() => null);
    this.space = response?.ok ? await response.json() : browser.read(kept, { ...this.space, role: 'editor' });
    if (response?.status === 404) await this.#lost();
    browser.write(kept, this.space);
    if (this.space.role === 'viewer') this.look = (await import('../people/space.js')).look;
  }

  async #askForSpace() {
    return fetch(`api/spaces/${encodeURIComponent(this.#id)}`, { headers: await this.headers() });
  }

  async #lost() {
    if (this.leaving) return;
    this.leaving = true;
    const { carry } = await import('../people/space.js');
    await carry(this);
  }

  /** The address has changed, or the page has opened. */
  async arrived() {
    const [, secret] = location.hash.match(/^#\/join\/(.+)/) ?? [];
    if (secret) (await import('../people/space.js')).join(this, decoded(secret));
  }

  /** What people who sign in have on the page besides. */
  async furnish(page) {
    const { menu } = await import('../people/menu.js');
    await menu(this, page);
  }

  /** Sign out, here or everywhere; throws where the server cannot be asked. */
  async leave(everywhere) {
    const next = await this.session.leave(everywhere);
    this.leaving = true;
    forgetTyped(this.session.person.userId);
    await forget(this.session.person.userId);
    location.assign(next);
  }
}

/** Nothing of what the person typed, in whichever space, is for the next one to find. */
function forgetTyped(person) {
  for (const shelf of [sessionStorage, localStorage]) {
    for (const key of Object.keys(shelf)) if (key.startsWith(`${PREFIX}${person}.`)) shelf.removeItem(key);
  }
}
