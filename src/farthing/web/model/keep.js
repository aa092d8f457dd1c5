/** Small things kept in the browser, as JSON. One that refuses to keep them costs comfort only. */

export const PREFIX = 'farthing.';
let who = '';
let whose = '';

/** From now on, what is kept is this person's, in this space; until then it is the one owner's. */
export function belongTo(person, space) {
  who = `${person}.`;
  whose = `${who}${space}.`;
}

/** The name under which the person's own things are kept and told on. */
export const own = (key) => PREFIX + whose + key;

/** Until the tab is closed: also over a reload. */
export const tab = shelf(() => sessionStorage, own);

/** Until they sign out, in whichever space they are. */
export const mine = shelf(() => localStorage, (key) => PREFIX + who + key);

/** For good, whoever is here. */
export const browser = shelf(() => localStorage, (key) => PREFIX + key);

function shelf(open, named) {
  return {
    read(key, otherwise) {
      try {
        return JSON.parse(open().getItem(named(key))) ?? otherwise;
      } catch {
        return otherwise;
      }
    },
    write(key, value) {
      try {
        if (value === null) open().removeItem(named(key));
        else open().setItem(named(key), JSON.stringify(value));
      } catch {
        // Full, or forbidden by the person.
      }
    },
  };
}
