/**
 * From a text to the filter that it says, as `docs/filters.md` describes the language:
 *
 *     filter   = all { "|" all }
 *     all      = negation { "&" negation }
 *     negation = "!" negation | "(" filter ")" | term
 *
 * A filter is a tree of `{ kind, … }`: `some` and `all` of `terms`, `not` a `term`; `compare` a date `field` with a
 * `day`; `is` a `flag`; `has` a `part`; a `label` of a `name`, or that `begins` so; a `list` of a `name`; a `level`;
 * a `parent`; a `title` with a `text` in it.
 */

import { bare, dateTerm, DATES, Misread, PARTS, scan, status, taskId, title } from './tokens.js';

const LENGTH = 500;
const TERMS = 50;
const DEPTH = 20;
const LEVELS = { p0: 'none', p1: 'urgent', p2: 'high', p3: 'medium', p4: 'low' };
const OTHERS = ['status', 'parent'];
const FLAGS = ['open', 'done', 'overdue', 'repeating', 'subtask'];
const UNSEEN = /[\0-\x1f\x7f-\x9f\u2028\u2029]|\p{Cs}/u;

/** The filter that a text says; throws a `Misread` where it says none. */
export function readFilter(text) {
  const line = bare(text);
  if (!line) throw new Misread('find.empty');
  if (UNSEEN.test(line)) throw new Misread('find.line');
  if ([...text].length > LENGTH) throw new Misread('find.long', { most: LENGTH });
  return new Reader(text).read();
}

/** The filter as people mean it: of open tasks, where it says nothing of a status or of completion. */
export const ofOpenTasks = (filter) => (saysStatus(filter) ? filter : join('all', [is('open'), filter]));

function saysStatus({ kind, terms, term, field, flag }) {
  if (terms) return terms.some(saysStatus);
  if (kind === 'not') return saysStatus(term);
  return field === 'completed' || ['open', 'done', 'todo', 'doing'].includes(flag);
}

const is = (flag) => ({ kind: 'is', flag });
const not = (term) => ({ kind: 'not', term });
const flat = (kind) => (filter) => (filter.kind === kind ? filter.terms : [filter]);
const join = (kind, filters) => (filters.length > 1 ? { kind, terms: filters.flatMap(flat(kind)) } : filters[0]);

class Reader {
  #text;
  #next;
  #terms = 0;
  #depth = 0;

  constructor(text) {
    this.#text = text;
    this.#next = scan(text, 0);
  }

  read() {
    const found = this.#some();
    if (this.#next.kind !== 'end') this.#next.fail('join');
    return found;
  }

  #some() {
    const parts = [this.#all()];
    while (this.#takes('|')) parts.push(this.#all());
    return join('some', parts);
  }

  #all() {
    const parts = [this.#negation()];
    while (this.#takes('&')) parts.push(this.#negation());
    return join('all', parts);
  }

  #negation() {
    if (this.#depth > DEPTH) this.#next.fail('deep', { most: DEPTH });
    this.#depth += 1;
    const found = this.#takes('!') ? not(this.#negation()) : this.#takes('(') ? this.#inside() : this.#term();
    this.#depth -= 1;
    return found;
  }

  #inside() {
    const found = this.#some();
    if (!this.#takes(')')) this.#next.fail('close');
    return found;
  }

  #term() {
    this.#terms += 1;
    if (this.#terms > TERMS) this.#next.fail('many', { most: TERMS });
    const token = this.#take();
    if (token.kind === 'quoted') return title(token);
    if (token.kind === 'mark') return this.#marked(token);
    if (token.kind !== 'word') token.fail('term');
    const word = token.text.toLowerCase();
    if (this.#next.kind === 'comparison') return this.#compared(token, word);
    if (word === 'no' || word === 'has') return this.#part(word === 'has');
    if (Object.hasOwn(LEVELS, word)) return { kind: 'level', level: LEVELS[word] };
    return FLAGS.includes(word) ? is(word) : title(token);
  }

  /** A label or a list: what follows at once. */
  #marked(mark) {
    const { kind, text, start, end, fail } = this.#take();
    const isWord = kind === 'word';
    if (!(isWord || kind === 'quoted') || start !== mark.end || !text) fail(mark.text === '@' ? 'label' : 'list');
    if (mark.text === '#') return isWord && text.toLowerCase() === 'inbox' ? is('inbox') : { kind: 'list', name: text };
    if (isWord && /.\*$/u.test(text)) return { kind: 'label', name: text.slice(0, -1), begins: true };
    const begins = !isWord && this.#next.start === end && this.#next.text === '*';
    if (begins) this.#take();
    return { kind: 'label', name: text, begins };
  }

  #compared(token, word) {
    const comparison = this.#take();
    const value = this.#take();
    if (value.kind !== 'word') value.fail('value', { sign: comparison.text });
    if (DATES.includes(word)) return dateTerm(word, comparison, value);
    if (!OTHERS.includes(word)) token.fail('compared', { word: token.text, words: [...DATES, ...OTHERS] });
    if (!['=', '!='].includes(comparison.text)) comparison.fail('same', { word });
    const found = word === 'status' ? is(status(value)) : { kind: 'parent', parent: taskId(value) };
    return comparison.text === '=' ? found : not(found);
  }

  #part(has) {
    const { kind, text, fail } = this.#take();
    const word = text.toLowerCase();
    const part = kind === 'word' && PARTS.find((name) => name === word || name === `${word}s`);
    if (!part && word !== 'priority') fail('part', { words: [...PARTS, 'priority'] });
    const none = part ? not({ kind: 'has', part }) : { kind: 'level', level: 'none' };
    return has ? (none.term ?? not(none)) : none;
  }

  #takes(sign) {
    const found = this.#next.kind === 'sign' && this.#next.text === sign;
    if (found) this.#take();
    return found;
  }

  #take() {
    const token = this.#next;
    this.#next = scan(this.#text, token.end);
    return token;
  }
}
