/**
 * What is asked of Cognito. Of the hosted pages: a code for the person, tokens for the code, and the end of both.
 * Of its API: what people change about their own sign-in, which takes the scope `aws.cognito.signin.user.admin`;
 * where the page does not have that, the hosted pages do it.
 */

import { patience, Problem, SignedOut, Unreachable } from '../model/api.js';
import { t } from '../texts/t.js';

const PENDING = 'farthing.sign-in.'; // by state: what is waited for until the person comes back
const FAULTS = { // as it calls those that the catalog has words for
  second_factor: /CodeMismatch|EnableSoftware/,
  unauthenticated: /NotAuthorized/,
  password: /InvalidPassword/,
  tries: /LimitExceeded|TooMany/,
};

/** A grant that is not, or no longer, good. */
export class Refused extends SignedOut {}

/** The hosted pages, for the client that the page is. */
export function hostedPages({ authority, clientId, scopes }) {
  const asking = (fields) => new URLSearchParams({ client_id: clientId, ...fields });
  const address = (page, fields) => `${authority}/${page}?${asking(fields)}`;
  const home = new URL('./', location.href).href; // as it is registered with the client
  const coming = { response_type: 'code', redirect_uri: home };

  async function ask(what, fields) {
    const [response, answer] = await post(`${authority}/oauth2/${what}`, { body: asking(fields) });
    if (!response.ok) throw new Refused(t('hosted.refused'));
    return answer;
  }

  return {
    /** Go there, to come back to this very place. */
    async depart() {
      const [verifier, state, nonce] = [random(), random(), random()];
      const back = location.search + location.hash;
      sessionStorage.setItem(PENDING + state, JSON.stringify({ verifier, nonce, back }));
      const challenge = { code_challenge_method: 'S256', code_challenge: await digest(verifier) };
      location.assign(address('oauth2/authorize', { ...coming, scope: scopes, state, nonce, ...challenge }));
    },

    /** The tokens for the code in the address, which is cleaned of it; null where the person did not come for that. */
    async arrive() {
      const { state, code, error, error_description } = Object.fromEntries(new URLSearchParams(location.search));
      const why = error_description || error;
      if (!state || !(code || why)) return null;
      const pending = JSON.parse(sessionStorage.getItem(PENDING + state));
      sessionStorage.removeItem(PENDING + state);
      history.replaceState(null, '', location.pathname + (pending?.back ?? ''));
      if (!pending) return null; // an answer to nothing that this tab asked: an old address, or a forged one
      if (why) throw new Error(t('hosted.unfinished', { why: why.replaceAll('_', ' ').replace(/\.$/, '') }));
      const grant = { grant_type: 'authorization_code', code, code_verifier: pending.verifier, redirect_uri: home };
      const tokens = await ask('token', grant);
      if (claims(tokens).nonce !== pending.nonce) throw new Refused(t('hosted.foreign'));
      return tokens;
    },

    refresh: (token) => ask('token', { grant_type: 'refresh_token', refresh_token: token }),

    revoke: (token) => ask('revoke', { token }),

    /** Where the session of the hosted pages ends too. */
    farewell: () => address('logout', { logout_uri: home }),

    /** Where a password is changed. */
    forgotten: () => address('forgotPassword', coming),
  };
}

/** What a session can do for its person, where the page may: `token()` gives an access token. */
export function care({ idp, scopes }, pages, token) {
  if (!scopes.includes('aws.cognito.signin.user.admin')) return { hosted: pages.forgotten() };
  const mine = async (action, fields) => change(idp, action, { AccessToken: await token(), ...fields });
  const second = (on) => mine('SetUserMFAPreference', { SoftwareTokenMfaSettings: { Enabled: on, PreferredMfa: on } });
  return {
    endAll: () => mine('GlobalSignOut'),
    changePassword: (present, next) => mine('ChangePassword', { PreviousPassword: present, ProposedPassword: next }),
    totp: {
      isOn: async () => (await mine('GetUser')).UserMFASettingList?.includes('SOFTWARE_TOKEN_MFA'),
      begin: async () => {
        const { SecretCode: secret } = await mine('AssociateSoftwareToken');
        return { secret, uri: `otpauth://totp/Farthing?${new URLSearchParams({ secret, issuer: 'Farthing' })}` };
      },
      confirm: async (code) => {
        await mine('VerifySoftwareToken', { UserCode: code.replaceAll(' ', '') });
        await second(true);
      },
      off: () => second(false),
    },
  };
}

async function change(idp, action, fields) {
  const [response, answer] = await post(idp, {
    headers: { 'Content-Type': 'application/x-amz-json-1.1', 'X-Amz-Target': `AWSCognitoIdentityProviderService.${action}` },
    body: JSON.stringify(fields),
  });
  if (response.ok) return answer;
  const code = Object.keys(FAULTS).find((name) => FAULTS[name].test(answer.__type));
  throw new Problem(response.status, code ? { code, detail: t(`problem.${code}`) } : {});
}

/** The response and its JSON. Throws `Unreachable` where there is none, or only that it is too busy. */
async function post(address, request) {
  const unreachable = (cause) => {
    throw new Unreachable(t('hosted.unreachable'), { cause });
  };
  const response = await fetch(address, { method: 'POST', credentials: 'omit', signal: patience(), ...request }).catch(unreachable);
  const answer = await response.json().catch(() => ({}));
  if (response.status >= 500 || response.status === 429) unreachable();
  return [response, answer];
}

/** What an id token says. It came from where tokens are made, over TLS, so that its signature tells nothing new. */
export function claims({ id_token: token }) {
  const bytes = Uint8Array.fromBase64(token.split('.')[1], { alphabet: 'base64url' });
  return JSON.parse(new TextDecoder().decode(bytes));
}

const random = () => crypto.randomUUID() + crypto.randomUUID();

async function digest(text) {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return new Uint8Array(bytes).toBase64({ alphabet: 'base64url', omitPadding: true });
}
