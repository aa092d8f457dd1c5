/** Begins the page. It is apart from `app.js`, so that this can be imported without anything happening. */

import { begin } from './app.js';

begin();
