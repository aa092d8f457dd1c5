/**
 * Sign-in at Cognito's hosted pages: OAuth 2 with an authorization code and PKCE (RFC 6749, 7636). The access
 * token is in memory only; where the refresh token lives, and why, is in
 * `docs/decisions/2026-11-21-where-the-refresh-token-lives.md`.
 */

import { SignedOut } from '../model/api.js';
import { browser } from '../model/keep.js';
import { $ } from '../parts/dom.js';
import { t } from '../texts/t.js';
import { care, claims, hostedPages, Refused } from './cognito-calls.js';
import { askWho } from './start.js';

const EARLY_MS = 60_000; // a token that ends this soon is renewed before it is used
const KEPT = 'session'; // { refresh, person }, for all tabs; without `refresh` once that has ended

const kept = () => browser.read(KEPT, {});

/** The session of who comes back from the hosted pages, or has been here before; others are sent there. */
export async function signIn(config) {
  const pages = hostedPages(config);
  const session = new Session(config, pages);
  const trouble = await session.arrive().catch(({ message }) => message);
  return session.person ? session : sendOff(pages, trouble); // from where nobody comes back
}

/** The way to the hosted pages. It is offered and not taken by itself, so that no error can go in circles. */
function sendOff({ depart }, trouble, again) {
  const kind = again ? 'again' : location.hash.startsWith('#/join/') ? 'invited' : 'new';
  return askWho(again, ({ show }) => ($('.trouble', show('hosted', kind, { depart })).textContent = trouble));
}

class Session {
  person;
  #pages;
  #access = null; // { token, until }
  #renewing = null;

  constructor(config, pages) {
    this.#pages = pages;
    Object.assign(this, care(config, pages, () => this.token()));
    window.addEventListener('storage', ({ key }) => {
      if (key?.endsWith(KEPT) && !kept().refresh) this.#access = null; // signed out in another tab
    });
  }

  /** Take what the address or the browser has; throws what went wrong at the hosted pages. */
  async arrive() {
    const answer = await this.#pages.arrive();
    if (answer) this.#take(answer);
    this.person ??= kept().person; // without asking: there may be no network
  }

  /** An access token that will do. */
  async token() {
    if (!this.#access || this.#access.until - EARLY_MS < Date.now()) await this.renew();
    return this.#access.token;
  }

  async headers() {
    return { Authorization: `Bearer ${await this.token()}` };
  }

  /** One tab at a time: each refresh may replace the refresh token, and the old one must not come again. */
  renew() {
    this.#renewing ??= navigator.locks.request('farthing.session', () => this.#refresh())
      .finally(() => (this.#renewing = null));
    return this.#renewing;
  }

  /** Perhaps another tab has signed in; or else the hosted pages are next, and this page comes back. */
  async again() {
    try {
      await this.renew();
      return this.person;
    } catch {
      return sendOff(this.#pages, '', true);
    }
  }

  /** The refresh token, and all that came of it, ends; then the session of the hosted pages. */
  async leave(everywhere) {
    if (everywhere) await this.endAll();
    const { refresh } = kept();
    browser.write(KEPT, null);
    if (refresh) await this.#pages.revoke(refresh).catch(() => {}); // it ends by itself, later
    return this.#pages.farewell();
  }

  async #refresh() {
    const { refresh, person } = kept();
    if (!refresh) throw new SignedOut(t('sync.signedOut'));
    if (person.userId !== this.person.userId) throw new SignedOut(t('signed-in.other'));
    try {
      this.#take(await this.#pages.refresh(refresh), refresh);
      return true;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.#access = null;
      browser.write(KEPT, { person });
      throw new SignedOut(t('sync.signedOut'));
    }
  }

  #take(answer, before) {
    const { access_token: token, expires_in: seconds, refresh_token: refresh = before } = answer;
    const { sub, email = '', name = email } = claims(answer);
    this.#access = { token, until: Date.now() + seconds * 1000 };
    this.person = { userId: sub, email, name };
    browser.write(KEPT, { refresh, person: this.person });
  }
}
