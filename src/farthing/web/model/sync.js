/**
 * In step with the server: what waits is sent, a batch at a time, and what changed is pulled, a page at a time.
 * Each answer is taken as one step, so that it can end at any moment and go on from there.
 */

import { call, PAGE, Problem, SignedOut, Unreachable } from './api.js';
import { uuid7 } from './ident.js';
import { nextBatch, outcome, plain } from './sync-batch.js';
import { t } from '../texts/t.js';

const BATCH = 50;
const RETRY_MS = 5_000;
const LONGEST_MS = 60_000;
const PASSING_MS = 120_000; // for which it may well be that the server fails by itself

export class Sync {
  #replica;
  #mirror;
  #talking = null;
  #wanted = false;
  #token = null;
  #missing = null; // while all is pulled anew, the names of what has not come yet
  #behind = false; // whether what waits was made on versions that are still to be pulled
  #most = BATCH;
  #failures = 0;
  #failing = 0; // since when the server fails over what is sent
  #retry = 0;

  constructor(replica) {
    const { mirror } = replica;
    this.#replica = replica;
    this.#mirror = mirror;
    this.#token = mirror.meta.token ?? null; // go on from where any tab left off
    if (!this.#token && mirror.names().length) this.#missing = new Set(mirror.names());
  }

  /** Talk to the server; once more, where it is wanted while we talk. Done when there is no more to say. */
  run() {
    this.#wanted = true;
    this.#talking ??= this.#talk();
    return this.#talking;
  }

  async #talk() {
    clearTimeout(this.#retry);
    this.#replica.report({ syncing: true });
    try {
      while (this.#wanted) await this.#pass();
      this.#failures = this.#failing = 0;
      this.#replica.report({ syncing: false, trouble: '', signedOut: false, offline: false });
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#talking = null;
    }
  }

  #failed(error) {
    const signedOut = error instanceof SignedOut;
    const offline = error instanceof Unreachable && !signedOut;
    if (offline) this.#failing = 0;
    this.#replica.report({ syncing: false, trouble: error.message, signedOut, offline });
    if (!(error instanceof Problem || error instanceof Unreachable)) throw error;
    if (!offline && !(error.status === 409 || error.status >= 500)) return;
    const wait = this.#wanted ? 0 : Math.min(RETRY_MS * 2 ** this.#failures++, LONGEST_MS); // who asked meanwhile does not wait
    this.#retry = setTimeout(() => this.run(), wait);
  }

  async #pass() {
    this.#wanted = false;
    for (let more = true; ; ) {
      const batch = this.#behind ? null : await this.#batch();
      if (!batch && !more) return;
      more = await (batch ? this.#push(batch) : this.#pull());
      if (!more) this.#behind = false;
    }
  }

  /** What to send next, kept until it is answered: sent again it must be the same. */
  async #batch() {
    if (this.#mirror.meta.batch) return this.#mirror.meta.batch;
    const { changes, keys, over, clashing } = nextBatch(this.#mirror, this.#most);
    const batch = keys.length ? { id: uuid7(), since: this.#token, changes, keys } : null;
    const clashes = [...clashing.values()];
    if (batch || over.length || clashes.length) await this.#replica.commit({ sent: over, entries: clashes, meta: { batch } });
    for (const entry of clashes) this.#replica.tell('clash', entry, { theirs: entry.theirs });
    return batch;
  }

  /** Send a batch; whether there is more to pull. */
  async #push({ id, since, changes, keys }) {
    let answer;
    try {
      answer = await call('POST', 'sync', { body: { since, changes }, key: id });
    } catch (problem) {
      return this.#refused(problem, keys);
    }
    this.#most = Math.min(this.#most * 2, BATCH);
    const { step, told, conflicts } = outcome(this.#mirror, { changes, keys }, answer.results);
    const pulled = this.#pulled(answer);
    const things = [...pulled.things, ...step.things];
    await this.#replica.commit({ ...pulled, ...step, things, meta: { ...pulled.meta, batch: null } });
    for (const [what, entry, detail] of told) this.#replica.tell(what, entry, detail);
    return this.#answered(conflicts, answer.more);
  }

  async #answered(conflicts, more) {
    const ahead = conflicts.map(({ kind, id, version }) => version - (this.#mirror.get(kind, id)?.version ?? 0));
    this.#behind = more && conflicts.length > 0;
    if (ahead.some((versions) => versions < 0)) return this.#anew(); // the server was taken back to earlier
    if (!more && ahead.some((versions) => versions > 0)) throw new Unreachable(t('sync.behind'));
    return more;
  }

  /** Nothing of the batch was done. It goes in smaller ones, until it is clear which entry is at fault. */
  async #refused(problem, keys) {
    if (!(problem instanceof Problem) || [401, 404, 409].includes(problem.status)) throw problem;
    const isFailure = problem.status >= 500;
    if (isFailure && this.#mayPass()) throw problem;
    if (problem.status === 410) return this.#anew();
    const isKey = problem.code === 'idempotency_key_reused';
    const atFault = !isKey && (keys.length === 1 || problem.status === 403);
    if (isFailure && atFault) await this.#pull(); // fails, too, where nothing goes on
    if (atFault) this.#failing = 0; // the next one has its own time
    this.#most = atFault ? BATCH : Math.ceil(keys.length / 2);
    const entries = keys.map((key) => atFault && this.#mirror.outbox.get(key)).filter(Boolean);
    await this.#replica.commit({ entries: entries.map((entry) => ({ ...entry, problem: plain(problem) })), meta: { batch: null } });
    for (const entry of entries) this.#replica.tell('refused', entry, { problem: plain(problem) });
    return true; // what they were made on may be out of date
  }

  /** Whether a failure of the server may still be its own: then the same is sent again, later. */
  #mayPass() {
    this.#failing ||= Date.now();
    return Date.now() - this.#failing < PASSING_MS;
  }

  async #pull() {
    const since = this.#token ? `&since=${encodeURIComponent(this.#token)}` : '';
    try {
      const answer = await call('GET', `sync?limit=${PAGE}${since}`);
      await this.#replica.commit(this.#pulled(answer));
      return answer.more;
    } catch (problem) {
      if (problem.status !== 410) throw problem;
      return this.#anew();
    }
  }

  /** The step that a page of changes makes. Where all is pulled anew, what was not in it is gone in the end. */
  #pulled({ tasks, lists, filters, next, more }) {
    const kinds = { task: tasks, list: lists, filter: filters };
    const things = Object.entries(kinds).flatMap(([kind, some]) => some.map((thing) => [kind, thing]));
    const missing = this.#missing;
    for (const [kind, thing] of missing ? things : []) missing.delete(`${kind} ${thing[`${kind}Id`]}`);
    if (!more) this.#missing = null;
    this.#token = next;
    const gone = missing && !more ? Array.from(missing, (name) => name.split(' ')) : [];
    const token = this.#missing ? null : next;
    return { things, gone, meta: { token, whole: this.#mirror.meta.whole || !more }, force: Boolean(missing) };
  }

  /** Pull everything again; until then what is here goes on showing. */
  async #anew() {
    this.#token = null;
    this.#missing = new Set(this.#mirror.names());
    await this.#replica.commit({ meta: { token: null, batch: null } });
    return true;
  }
}
