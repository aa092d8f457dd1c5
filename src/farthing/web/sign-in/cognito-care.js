/**
 * What people change about their own sign-in, straight at Cognito. It takes the scope
 * `aws.cognito.signin.user.admin`; where the page does not have that, the hosted pages do it.
 */

import { Problem, Unreachable } from '../model/api.js';

const SCOPE = 'aws.cognito.signin.user.admin';
const WORDS = {
  CodeMismatchException: 'this code is wrong; take the one that shows now',
  EnableSoftwareTokenMFAException: 'this code is wrong; take the one that shows now',
  NotAuthorizedException: 'the password is wrong',
  InvalidPasswordException: 'choose a password with at least 12 characters, of capital and small letters, digits and symbols',
  LimitExceededException: 'too many tries; wait some minutes',
  TooManyRequestsException: 'too many tries; wait some minutes',
};

/** What a session can do; `token()` gives an access token. */
export function care(config, token) {
  const { authority, clientId, idp, scopes } = config;
  const hosted = `${authority}/forgotPassword?${new URLSearchParams({
    client_id: clientId, response_type: 'code', redirect_uri: new URL('./', location.href).href,
  })}`;
  const mine = async (action, fields = {}) => ask(idp, action, { AccessToken: await token(), ...fields });
  const endAll = () => mine('GlobalSignOut');
  if (!scopes.split(' ').includes(SCOPE)) return { hosted };
  return {
    endAll,
    changePassword: (present, next) => mine('ChangePassword', { PreviousPassword: present, ProposedPassword: next }),
    totp: {
      asksPassword: false,
      isOn: async () => ((await mine('GetUser')).UserMFASettingList ?? []).includes('SOFTWARE_TOKEN_MFA'),
      begin: async () => {
        const { SecretCode: secret } = await mine('AssociateSoftwareToken');
        return { secret, uri: `otpauth://totp/Farthing?${new URLSearchParams({ secret, issuer: 'Farthing' })}` };
      },
      confirm: async (code) => {
        await mine('VerifySoftwareToken', { UserCode: code, FriendlyDeviceName: 'Farthing' });
        await mine('SetUserMFAPreference', { SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } });
      },
      off: () => mine('SetUserMFAPreference', { SoftwareTokenMfaSettings: { Enabled: false, PreferredMfa: false } }),
    },
  };
}

async function ask(idp, action, body) {
  const response = await fetch(idp, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-amz-json-1.1', 'X-Amz-Target': `AWSCognitoIdentityProviderService.${action}` },
    body: JSON.stringify(body),
    credentials: 'omit',
  }).catch((cause) => {
    throw new Unreachable('The sign-in service cannot be reached. Try again.', { cause });
  });
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer;
  const kind = String(answer.__type).split('#').at(-1);
  throw new Problem(response.status, { detail: WORDS[kind] });
}
