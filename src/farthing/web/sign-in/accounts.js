/** Sign-in with accounts that this Farthing keeps itself: a session in a cookie that no script can read. */

import { SignedOut } from '../model/api.js';
import { browser } from '../model/keep.js';
import { ask } from './ask.js';
import { askPerson } from './form.js';

/** The session of who is signed in, or signs in now. */
export async function signIn(config) {
  const person = (await current()) ?? (await askPerson(config));
  return new Session(config, person);
}

/** Null where nobody is signed in, or the server cannot be asked who is. */
const current = () => ask('GET', 'session').then(({ person }) => person, () => null);

class Session {
  person;
  #config;
  #noted;

  constructor(config, person) {
    this.#config = config;
    this.#isNow(person);
  }

  /** All tabs send one cookie. Once another person has signed in with it, it is not for this page's changes. */
  headers() {
    const here = browser.read('person', null);
    if (this.#noted && here !== this.person.userId) throw new SignedOut('You are signed out.');
    return {};
  }

  renew() {
    return false;
  }

  async again() {
    const person = (await current()) ?? (await askPerson(this.#config, this.person));
    if (person?.userId === this.person.userId) this.#isNow(person);
    return person;
  }

  async leave(everywhere) {
    await ask('DELETE', everywhere ? 'sessions' : 'session').catch((problem) => {
      if (problem.status !== 401) throw problem;
    });
    browser.write('person', null);
    return './';
  }

  changePassword(present, next) {
    return ask('POST', 'account/password', { current: present, new: next });
  }

  totp = {
    asksPassword: true,
    isOn: async () => this.person.totp,
    begin: (password) => ask('POST', 'account/totp', { password }),
    confirm: (code) => ask('PUT', 'account/totp', { code }).then(() => (this.person.totp = true)),
    off: (password, code) => ask('DELETE', 'account/totp', { password, code }).then(() => (this.person.totp = false)),
  };

  #isNow(person) {
    this.person = person;
    browser.write('person', person.userId);
    this.#noted = browser.read('person', null) === person.userId; // where the browser keeps anything
  }
}
