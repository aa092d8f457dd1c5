/** Sign-in with accounts that this Farthing keeps itself: a session in a cookie that no script can read. */

import { patience, Problem, SignedOut, Unreachable } from '../model/api.js';
import { browser } from '../model/keep.js';
import { decoded } from '../model/view.js';
import { serve } from '../parts/build.js';
import { t, tags } from '../texts/t.js';
import { askWho } from './start.js';

const KNOWN = 'person'; // who has signed in, and not out since: for all tabs, and for when there is no network
const SAID = ['second_factor', 'taken', 'unauthenticated']; // what the catalog has words for

/** The session of who is signed in, or signs in now. */
export const signIn = async (config) => new Session(config, browser.read(KNOWN, null) || (await whoIsIn(config)));

const current = async () => (await ask('GET', 'session')).person;

const whoIsIn = async (config, was) => (await current().catch(() => null)) ?? enter(config, was);

class Session {
  person;
  #config;
  #found = null; // that the cookie is the person's: asked once, before anything is sent with it

  constructor(config, person) {
    this.#config = config;
    this.#isNow(person);
  }

  /** All tabs send one cookie. Once another person has signed in with it, it is not for this page's changes. */
  async headers() {
    this.#found ??= this.#find();
    await this.#found;
    if (!this.#isKnown()) throw new SignedOut(t('sync.signedOut'));
    return {};
  }

  async again() {
    const person = await whoIsIn(this.#config, this.person);
    if (person) browser.write(KNOWN, person);
    return person;
  }

  async leave(everywhere) {
    await ask('DELETE', everywhere ? 'sessions' : 'session').catch((problem) => {
      if (problem.status !== 401) throw problem;
    });
    browser.write(KNOWN, null);
    return './';
  }

  async rename(name) {
    this.#isNow((await ask('PATCH', 'account', { name })).person);
  }

  changePassword(present, next) {
    return ask('POST', 'account/password', { current: present, new: next });
  }

  totp = {
    asksPassword: true,
    isOn: async () => (await current())?.totp,
    begin: (password) => ask('POST', 'account/totp', { password }),
    confirm: (code) => ask('PUT', 'account/totp', { code }),
    off: (password, code) => ask('DELETE', 'account/totp', { password, code }),
  };

  async #find() {
    try {
      const person = await current();
      if (person?.userId !== this.person.userId) throw new SignedOut(t('sync.signedOut'));
      if (this.#isKnown()) this.#isNow(person);
    } catch (problem) {
      this.#found = null;
      throw problem;
    }
  }

  /** As all tabs have it; where the browser keeps nothing, there is only this one's word. */
  #isKnown() {
    return browser.read(KNOWN, this.person).userId === this.person.userId;
  }

  #isNow(person) {
    this.person = person;
    browser.write(KNOWN, person);
  }
}

/** The person, once signed in. One who `was` here may put it off, which gives null, and go on looking. */
function enter({ registration }, was) {
  const [, way, secret] = location.hash.match(/^#\/(setup|join)\/(.+)/) ?? [];
  const invited = registration === 'closed' && way === 'join' ? '' : way; // there is no account to be had
  const invitation = secret && decoded(secret);
  return askWho(was, (gate) => {
    const asked = { ...gate, was, invitation, kind: was ? 'again' : invited || registration };
    if (invited && !was) register(asked);
    else returning(asked);
  });
}

/** The form of who has an account; the code is asked for once it is known that there is one. */
function returning(asked) {
  const { kind, show, was } = asked;
  const form = show('sign-in', kind, { register: () => register(asked) });
  const { email, password, code } = form.elements;
  if (was) {
    email.value = was.email;
    password.focus();
  }
  serve(form, (typed) => send(asked, 'session', { ...typed, code: typed.code || undefined }).catch((problem) => {
    if (problem.code === 'unauthenticated') problem.message = t('problem.sign-in');
    if (problem.code !== 'second_factor') throw problem;
    code.parentElement.hidden = false;
    code.focus();
    if (typed.code) throw Object.assign(problem, { field: 'code' });
  }));
}

function register(asked) {
  const { invitation, kind, show } = asked;
  serve(show('register', kind, { back: () => returning(asked) }), async (typed) => {
    await send(asked, 'accounts', { ...typed, invitation });
    if (kind === 'setup') history.replaceState(null, '', location.pathname + location.search);
  });
}

/** Until it is known who has come in, no tab may send what waits in it: it might not be for them. */
async function send({ entered }, path, typed) {
  const before = browser.read(KNOWN, null);
  browser.write(KNOWN, false);
  try {
    entered((await ask('POST', path, typed)).person);
  } catch (problem) {
    browser.write(KNOWN, before);
    throw problem;
  }
}

/** A call that is about signing in itself: the answer's JSON. Throws `Unreachable`, or a `Problem` for the form. */
async function ask(method, path, body) {
  const headers = { 'Content-Type': 'application/json' };
  const request = { method, headers, body: JSON.stringify(body), signal: patience() };
  const response = await fetch(`api/${path}`, request).catch((cause) => {
    throw new Unreachable(t('unreachable'), { cause });
  });
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  const problem = new Problem(response.status, answer);
  if (response.status === 429) problem.message = later(response);
  else if (SAID.includes(problem.code)) problem.message = t(`problem.${problem.code}`);
  throw problem;
}

function later(response) {
  const count = Number(response.headers.get('Retry-After')) || 60;
  if (count < 90) return t('problem.wait', { count });
  return t('problem.after', { time: new Date(Date.now() + count * 1000).toLocaleTimeString(tags(), { timeStyle: 'short' }) });
}
