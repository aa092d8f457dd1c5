/**
 * Has somebody sign in, and goes with every call afterwards: the gate. What people keep in their browser is
 * theirs and of one space, so that nothing of one person's is ever sent as another's or into another space.
 */

import { call, letIn, patience, SignedOut } from '../model/api.js';
import { forget } from '../model/db-forget.js';
import { belongTo, mine, PREFIX } from '../model/keep.js';
import { decoded } from '../model/view.js';
import { filled, furnished, offer } from '../parts/build.js';
import { $ } from '../parts/dom.js';
import { carry, join, look, showPlaces } from '../people/spaces.js';
import { t, texts } from '../texts/t.js';

const SOON_MS = 300;
const IN_SPACE = /^(export|filters|import|items|labels|lists|search|sync|tasks|trash|views)\b/;

/** The gate, when a person is in, in the space that the address names. */
export async function start(config) {
  await texts('people');
  const { signIn } = config.signIn === 'cognito' ? await import('./cognito.js') : await import('./accounts.js');
  const session = await signIn(config);
  const { userId } = session.person;
  const named = new URLSearchParams(location.search).get('space');
  const id = named === userId ? '' : (named ?? '');
  belongTo(userId, id);
  const gate = new Gate(session, id);
  letIn(gate);
  if (id) await gate.enterSpace();
  return gate;
}

/**
 * The person, once signed in. The dialog stands alone on the page; but one who is here `again` may put it off, which
 * gives null, and go on looking. `begin` is given `show(template, kind, does)`, which gives the form, and
 * `entered(person)`.
 */
export async function askWho(again, begin) {
  const dialog = await furnished('gate');
  if (!again) dialog.setAttribute('closedby', 'none');
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((done) => {
    dialog.addEventListener('cancel', (event) => again || event.preventDefault());
    dialog.addEventListener('close', () => {
      dialog.remove();
      done(null);
    });
    begin({ show, entered });

    function show(template, kind, does) {
      const form = filled(template, {}, kind);
      offer(form, { ...does, later: () => dialog.close() });
      dialog.replaceChildren(dialog.firstElementChild, form);
      $('[autofocus]', form).focus();
      return form;
    }

    function entered(person) {
      done(person);
      dialog.close();
    }
  });
}

class Gate {
  leaving = false; // the page is about to be left, and knows
  look = null; // shows a task to one who may not change it
  session; // signs calls for its `person`
  shared; // whether this is not the person's own space
  space; // { spaceId, name, role }
  #id;
  #others; // tabs that this person is in

  /** `id` is that of a shared space, or empty in the person's own. */
  constructor(session, id) {
    this.session = session;
    this.shared = Boolean(id);
    this.space = { spaceId: id || session.person.userId, name: id, role: 'owner' };
    this.#id = encodeURIComponent(id);
    this.#others = new BroadcastChannel(PREFIX + session.person.userId);
    this.#others.onmessage = () => this.#end('./');
  }

  /** Have the person sign in again, who stays on the page with what they typed; false where they would not. */
  async again() {
    const person = await this.session.again();
    if (person?.userId === this.session.person.userId) return true;
    if (person) {
      this.leaving = true;
      location.reload(); // to what is theirs
    }
    return false;
  }

  /** The path of things, in this space. */
  inSpace(path) {
    if (!this.shared || !IN_SPACE.test(path)) return path;
    return `${path}${path.includes('?') ? '&' : '?'}space=${this.#id}`;
  }

  /** Something was not found: throws where that is because the person is no longer in this space. */
  async stillIn() {
    if (!this.shared) return;
    const headers = await this.session.headers();
    const answer = await fetch(`api/spaces/${this.#id}`, { headers, signal: patience() }).catch(() => null);
    if (answer?.status !== 404) return; // where nobody can be asked, it is found out later
    if (!this.leaving) {
      this.leaving = true;
      await carry(this);
    }
    throw new SignedOut(t('space.lost', this.space));
  }

  /** Find out what the person may do here; where that is not said soon, it is as it was the last time until it is. */
  async enterSpace() {
    const kept = `${this.#id}.space`;
    const known = mine.read(kept);
    const asked = call('GET', `spaces/${this.#id}`).catch(() => known ?? { ...this.space, role: 'editor' });
    const soon = new Promise((said) => known && setTimeout(said, SOON_MS, known));
    this.space = await Promise.race([asked, soon]);
    const { role } = this.space;
    if (role === 'viewer') this.look = look;
    asked.then((space) => {
      if (this.leaving) return;
      mine.write(kept, space);
      if (role !== space.role) location.reload(); // all of the page follows from it
    });
  }

  /** The address has changed, or the page has opened. */
  arrived() {
    const [, secret] = location.hash.match(/^#\/join\/(.+)/) ?? [];
    if (secret) join(this, decoded(secret));
  }

  /** Put on the page what there is besides for people who sign in. */
  showPlaces(page) {
    showPlaces(this, page);
  }

  /** Sign out, here or everywhere; throws where the server cannot be asked. */
  async leave(everywhere) {
    const next = await this.session.leave(everywhere);
    this.#others.postMessage('signed out');
    await this.#end(next);
  }

  /** Nothing of the person's stays on the page or in the browser. */
  async #end(next) {
    this.leaving = true;
    await forget(this.session.person.userId);
    location.assign(next);
  }
}
