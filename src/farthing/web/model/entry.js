/** How people come in here: found out before anything of theirs is read. */

import { patience } from './api.js';
import { browser } from './keep.js';

/** Somebody is in, through the gate that this gives; where nobody signs in there is none. */
export async function enter() {
  const config = await configuration();
  browser.write('config', config);
  if (config.signIn === 'none') return null;
  const { start } = await import('../sign-in/start.js');
  return start(config);
}

/** Said by the server; when it cannot be asked, what it said last. Servers that say nothing have one owner. */
async function configuration() {
  try {
    const response = await fetch('config.json', { signal: patience() });
    if (response.ok) return await response.json();
    if (response.status === 404) return { signIn: 'none' };
  } catch {
    // As below.
  }
  return browser.read('config', { signIn: 'none' });
}
