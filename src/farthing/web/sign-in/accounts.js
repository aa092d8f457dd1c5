/** Sign-in with accounts that this Farthing keeps itself: a session in a cookie that no script can read. */

import { SignedOut } from '../model/api.js';
import { browser } from '../model/keep.js';
import { t } from '../texts/t.js';
import { ask } from './ask.js';
import { askPerson } from './form.js';

const KNOWN = 'person'; // who has signed in, and not out since: for all tabs, and for when there is no network

/** The session of who is signed in, or signs in now. */
export async function signIn(config) {
  const known = browser.read(KNOWN, null);
  if (known?.userId) return new Session(config, known);
  return new Session(config, (await current().catch(() => null)) ?? (await askPerson(config)), true);
}

const current = () => ask('GET', 'session').then(({ person }) => person);

class Session {
  person;
  #config;
  #noted;
  #found; // who the cookie is for: asked once, before anything is sent with it

  /** `person` is who it was the last time, or it is `certain`. */
  constructor(config, person, certain = false) {
    this.#config = config;
    this.#isNow(person);
    this.#found = certain || null;
  }

  /** All tabs send one cookie. Once another person has signed in with it, it is not for this page's changes. */
  async headers() {
    this.#found ??= this.#find();
    await this.#found;
    if (this.#noted && !this.#isKnown()) throw new SignedOut(t('signed-out'));
    return {};
  }

  renew() {
    return false;
  }

  async again() {
    const person = (await current().catch(() => null)) ?? (await askPerson(this.#config, this.person));
    if (person?.userId === this.person.userId) {
      this.#isNow(person);
      this.#found = true;
    } else if (person) browser.write(KNOWN, person);
    return person;
  }

  async leave(everywhere) {
    await ask('DELETE', everywhere ? 'sessions' : 'session').catch((problem) => {
      if (problem.status !== 401) throw problem;
    });
    browser.write(KNOWN, null);
    return './';
  }

  changePassword(present, next) {
    return ask('POST', 'account/password', { current: present, new: next });
  }

  totp = {
    asksPassword: true,
    isOn: () => current().then((person) => person?.totp),
    begin: (password) => ask('POST', 'account/totp', { password }),
    confirm: (code) => ask('PUT', 'account/totp', { code }),
    off: (password, code) => ask('DELETE', 'account/totp', { password, code }),
  };

  async #find() {
    try {
      const person = await current();
      if (person?.userId !== this.person.userId) throw new SignedOut(t('signed-out'));
      if (this.#isKnown()) this.#isNow(person);
    } catch (problem) {
      this.#found = null;
      throw problem;
    }
  }

  #isKnown() {
    return browser.read(KNOWN, null)?.userId === this.person.userId;
  }

  #isNow({ userId, name, email }) {
    this.person = { userId, name, email };
    browser.write(KNOWN, this.person);
    this.#noted = this.#isKnown(); // where the browser keeps anything
  }
}
