/** What is asked of the hosted pages: a code for the person, tokens for the code, and the end of both. */

import { SignedOut, Unreachable } from '../model/api.js';

const PATIENCE_MS = 15_000;
const PENDING = 'farthing.sign-in.'; // by state: what is waited for until the person comes back

/** A grant that is not, or no longer, good. */
export class Refused extends SignedOut {}

export class Tokens {
  #config;

  constructor(config) {
    this.#config = config;
  }

  /** Go to the hosted pages, to come back to this very place. */
  async depart() {
    const [verifier, state, nonce] = [random(), random(), random()];
    const back = location.search + location.hash;
    sessionStorage.setItem(PENDING + state, JSON.stringify({ verifier, nonce, back }));
    const asked = {
      response_type: 'code',
      client_id: this.#config.clientId,
      redirect_uri: home(),
      scope: this.#config.scopes,
      state,
      nonce,
      code_challenge_method: 'S256',
      code_challenge: base64url(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))),
    };
    location.assign(`${this.#config.authority}/oauth2/authorize?${new URLSearchParams(asked)}`);
  }

  /** The tokens for the code in the address, which is cleaned of it; null where the person did not come for that. */
  async fromAddress() {
    const answer = new URLSearchParams(location.search);
    const state = answer.get('state');
    if (!state || !(answer.has('code') || answer.has('error'))) return null;
    const pending = JSON.parse(sessionStorage.getItem(PENDING + state));
    sessionStorage.removeItem(PENDING + state);
    history.replaceState(null, '', location.pathname + (pending?.back ?? ''));
    if (!pending) return null; // an answer to nothing that this tab asked: an old address, or a forged one
    if (answer.has('error')) throw new Error(`Sign-in was not finished: ${inWords(answer)}.`);
    const grant = { grant_type: 'authorization_code', code: answer.get('code'), code_verifier: pending.verifier };
    const tokens = await this.#ask('token', { ...grant, redirect_uri: home() });
    if (claims(tokens.id_token).nonce !== pending.nonce) throw new Refused('This sign-in was not for this page. Sign in again.');
    return tokens;
  }

  refresh(token) {
    return this.#ask('token', { grant_type: 'refresh_token', refresh_token: token });
  }

  revoke(token) {
    return this.#ask('revoke', { token });
  }

  /** Where the session of the hosted pages ends too. */
  farewell() {
    const { authority, clientId } = this.#config;
    return `${authority}/logout?${new URLSearchParams({ client_id: clientId, logout_uri: home() })}`;
  }

  async #ask(what, given) {
    const { authority, clientId } = this.#config;
    const response = await fetch(`${authority}/oauth2/${what}`, {
      method: 'POST',
      body: new URLSearchParams({ client_id: clientId, ...given }),
      signal: AbortSignal.timeout(PATIENCE_MS),
      credentials: 'omit',
    }).catch(unreachable);
    if (response.status === 429 || response.status >= 500) unreachable();
    const answer = await response.json().catch(() => ({}));
    if (response.ok) return answer;
    throw new Refused('The sign-in was not accepted. Sign in again.');
  }
}

/** What a token says. It came from where tokens are made, over TLS, so that its signature tells nothing new. */
export function claims(token) {
  const text = atob((token ?? '.e30').split('.')[1].replaceAll('-', '+').replaceAll('_', '/'));
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(text, (letter) => letter.charCodeAt(0))));
}

/** The page's address, as it is registered with the client. */
const home = () => new URL('./', location.href).href;

const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)));

const base64url = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

const inWords = (answer) => (answer.get('error_description') || answer.get('error')).replaceAll('_', ' ').replace(/\.$/, '');

function unreachable(cause) {
  throw new Unreachable('The sign-in service cannot be reached.', { cause });
}
