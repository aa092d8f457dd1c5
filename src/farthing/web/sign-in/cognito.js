/**
 * Sign-in at Cognito's hosted pages: OAuth 2 with an authorization code and PKCE (RFC 6749, 7636). The access
 * token is in memory only; where the refresh token lives, and why, is in
 * `docs/decisions/2026-11-21-where-the-refresh-token-lives.md`.
 */

import { SignedOut, Unreachable } from '../model/api.js';
import { browser } from '../model/keep.js';
import { button, buttons, make } from '../parts/build.js';
import { t } from '../texts/t.js';
import { care, claims, Refused, Tokens } from './cognito-calls.js';
import { signInDialog } from './dialog.js';

const EARLY_MS = 60_000; // a token that ends this soon is renewed before it is used
const KEPT = 'session'; // { refresh, person }, for all tabs; without `refresh` once that has ended

/** The session of who comes back from the hosted pages, or has been here before; others are sent there. */
export async function signIn(config) {
  const session = new Session(config);
  const trouble = await session.arrive();
  return session.person ? session : offer(session.tokens, trouble); // from where nobody comes back
}

/** The way to the hosted pages. It is offered and not taken by itself, so that no error can go in circles. */
function offer(tokens, trouble, again = false) {
  const why = again ? 'hosted.again' : location.hash.startsWith('#/join/') ? 'hosted.invited' : 'hosted.why';
  return signInDialog(again, ({ show, close }) => show(
    t('sign-in'),
    make('p', { class: 'hint' }, t(why)),
    trouble && make('p', { class: 'error', role: 'alert' }, trouble),
    buttons(
      make('button', { type: 'button', class: 'primary', autofocus: true, onclick: () => tokens.depart() }, t('sign-in')),
      again && button(t('later'), close),
    ),
  ));
}

class Session {
  person = null;
  tokens;
  #access = null; // { token, until }
  #renewing = null;

  constructor(config) {
    this.tokens = new Tokens(config);
    Object.assign(this, care(config, () => this.token()));
    window.addEventListener('storage', ({ key }) => {
      if (key?.endsWith(KEPT) && !kept()?.refresh) this.#access = null; // signed out in another tab
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
    this.person ??= kept()?.person ?? null; // without asking: there may be no network
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
      return offer(this.tokens, '', true);
    }
  }

  /** The refresh token, and all that came of it, ends; then the session of the hosted pages. */
  async leave(everywhere) {
    if (everywhere) await this.endAll();
    const { refresh } = kept() ?? {};
    browser.write(KEPT, null);
    this.#access = null;
    if (refresh) await this.tokens.revoke(refresh).catch(() => {}); // it ends by itself, later
    return this.tokens.farewell();
  }

  #renew() {
    this.#renewing ??= navigator.locks.request('farthing.session', () => this.#refresh())
      .finally(() => (this.#renewing = null));
    return this.#renewing;
  }

  /** One tab at a time: each refresh may replace the refresh token, and the old one must not come again. */
  async #refresh() {
    const { refresh, person } = kept() ?? {};
    if (!refresh) throw new SignedOut(t('signed-out'));
    if (this.person && person.userId !== this.person.userId) throw new SignedOut(t('signed-in.other'));
    try {
      this.#take(await this.tokens.refresh(refresh), { refresh, person });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.#access = null;
      browser.write(KEPT, { person });
      throw new SignedOut(t('signed-out'));
    }
  }

  #take({ access_token: token, expires_in: seconds, refresh_token: fresh, id_token: id }, before = {}) {
    const person = id ? personOf(claims(id)) : before.person;
    const refresh = fresh ?? before.refresh;
    if (!person) throw new Unreachable(t('hosted.nobody'));
    this.#access = { token, until: Date.now() + seconds * 1000 };
    this.person = person;
    browser.write(KEPT, { refresh, person });
  }
}

const kept = () => browser.read(KEPT, null);

const personOf = ({ sub, email = '', name = '' }) => ({ userId: sub, email, name: name || email });
