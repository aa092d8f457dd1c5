/**
 * Sign-in at Cognito's hosted pages: OAuth 2 with an authorization code and PKCE (RFC 6749, 7636). The access
 * token is in memory only; where the refresh token lives, and why, is in
 * `docs/decisions/2026-11-21-where-the-refresh-token-lives.md`.
 */

import { SignedOut, Unreachable } from '../model/api.js';
import { browser } from '../model/keep.js';
import { care } from './cognito-care.js';
import { claims, Refused, Tokens } from './cognito-tokens.js';
import { offerSignIn } from './hosted.js';

const EARLY_MS = 60_000; // a token that ends this soon is renewed before it is used
const KEPT = 'session'; // { refresh, person }, for all tabs

/** The session of who comes back from the hosted pages, or has been here before; others are sent there. */
export async function signIn(config) {
  const session = new Session(config);
  const trouble = await session.arrive();
  return session.person ? session : offerSignIn(session.tokens, trouble); // from where nobody comes back
}

class Session {
  person = null;
  tokens;
  #config;
  #access = null; // { token, until }
  #renewing = null;

  constructor(config) {
    this.#config = config;
    this.tokens = new Tokens(config);
    Object.assign(this, care(config, () => this.token()));
    window.addEventListener('storage', ({ key }) => {
      if (key?.endsWith(KEPT) && !browser.read(KEPT, null)) this.#access = null; // signed out in another tab
    });
  }

  /** Take what the address or the browser has; what went wrong at the hosted pages, in words. */
  async arrive() {
    try {
      const answer = await this.tokens.fromAddress();
      if (answer) this.#take(answer);
    } catch (error) {
      return error.message;
    }
    const kept = browser.read(KEPT, null);
    if (this.person || !kept) return '';
    try {
      await this.#renew();
    } catch (error) {
      if (error instanceof SignedOut) return '';
      this.person = kept.person; // who cannot be asked now is asked with the first call
    }
    return '';
  }

  /** An access token that will do. */
  async token() {
    if (!this.#access || this.#access.until - EARLY_MS < Date.now()) await this.#renew();
    return this.#access.token;
  }

  async headers() {
    return { Authorization: `Bearer ${await this.token()}` };
  }

  async renew() {
    await this.#renew();
    return true;
  }

  /** Perhaps another tab has signed in; or else the hosted pages are next, and this page comes back. */
  async again() {
    try {
      await this.#renew();
      return this.person;
    } catch {
      return offerSignIn(this.tokens, '', true);
    }
  }

  /** The refresh token, and all that came of it, ends; then the session of the hosted pages. */
  async leave(everywhere) {
    if (everywhere) await this.endAll();
    const kept = browser.read(KEPT, null);
    browser.write(KEPT, null);
    this.#access = null;
    if (kept) await this.tokens.revoke(kept.refresh).catch(() => {}); // it ends by itself, later
    return this.tokens.farewell();
  }

  #renew() {
    this.#renewing ??= navigator.locks.request('farthing.session', () => this.#refresh())
      .finally(() => (this.#renewing = null));
    return this.#renewing;
  }

  /** One tab at a time: each refresh may replace the refresh token, and the old one must not come again. */
  async #refresh() {
    const kept = browser.read(KEPT, null);
    if (!kept) throw new SignedOut('You are signed out.');
    if (this.person && kept.person.userId !== this.person.userId) throw new SignedOut('Another person has signed in.');
    try {
      this.#take(await this.tokens.refresh(kept.refresh), kept);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.#access = null;
      browser.write(KEPT, null);
      throw new SignedOut('You are signed out.');
    }
  }

  #take({ access_token: token, expires_in: seconds, refresh_token: fresh, id_token: id }, kept = null) {
    const person = id ? personOf(claims(id)) : kept?.person;
    const refresh = fresh ?? kept?.refresh;
    if (!person) throw new Unreachable('The sign-in did not say who you are.');
    this.#access = { token, until: Date.now() + seconds * 1000 };
    this.person = person;
    browser.write(KEPT, refresh ? { refresh, person } : null);
  }
}

const personOf = ({ sub, email = '', name = '' }) => ({ userId: sub, email, name: name || email });
