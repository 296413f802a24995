/** Reads a request by a route: entries for the collector, or the reason why it is none. */
import type { CollectedItem } from '../item.js';
import { instantOf } from './dates.js';
import type { Route, WireRequest } from './wire.js';

/** Records of this repository's markers in a text; a collector without programs has none. */
export type RecordsIn = (text: string) => readonly number[];

/** A request that was read. `sentAt`: the sender's clock, if it states that, ms since 1970. */
interface WireBatch {
  readonly items: readonly CollectedItem[];
  readonly sentAt?: number;
}

type Json = unknown;

const fieldOf = (value: Json, name: string): Json =>
  typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, Json>>)[name]
    : undefined;

/** The values at a path; `*` stands for every item of a list. */
function valuesAt(value: Json, path: string): readonly Json[] {
  if (path === '') return Array.isArray(value) ? (value as readonly Json[]) : [value];
  return path.split('.').reduce<readonly Json[]>(
    (values, name) =>
      values.flatMap((one) => {
        if (name === '*') return Array.isArray(one) ? (one as readonly Json[]) : [];
        const found = fieldOf(one, name);
        return found === undefined ? [] : [found];
      }),
    [value],
  );
}

const textAt = (value: Json, path: string | undefined): string | undefined => {
  const [found] = path === undefined ? [] : valuesAt(value, path);
  return typeof found === 'string' || typeof found === 'number' ? String(found) : undefined;
};

const parsed = (text: string): Json => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
};

const decoded = (text: string): string =>
  text
    .split('+')
    .map((part) => decodeURIComponent(part))
    .join(' ');

/** The fields of a form; one in brackets, as `payload[value]`, keeps its name. */
function formOf(text: string): Json {
  const fields = text
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const at = pair.indexOf('=');
      return at === -1
        ? [decoded(pair), '']
        : [decoded(pair.slice(0, at)), decoded(pair.slice(at + 1))];
    });
  const form = Object.fromEntries(fields) as Readonly<Record<string, string>>;
  const { data } = form;
  if (data === undefined) return form;
  return parsed(/^\s*[[{]/.test(data) ? data : atob(data));
}

const lines = (text: string): readonly string[] =>
  text.split('\n').filter((line) => line.trim() !== '');

/** A point of the line protocol: its date is the last word. */
const pointOf = (line: string): Json => {
  const words = line.trim().split(' ');
  return { line, series: words[0], time: words.length > 2 ? words.at(-1) : undefined };
};

function bodyOf({ body }: Route, { url, body: text }: WireRequest): Json {
  switch (body) {
    case 'json':
      return parsed(text);
    case 'form':
      return /^\s*[[{]/.test(text)
        ? parsed(text)
        : formOf(text === '' ? (url.split('?')[1] ?? '') : text);
    case 'lines': {
      const documents = lines(text).map(parsed);
      return documents.includes(undefined) ? undefined : documents;
    }
    case 'line-protocol':
      return lines(text).map(pointOf);
  }
}

/** The values of a body that are records: those that have a date, or could have one. */
const recordsOf = (route: Route, body: Json): readonly Json[] => {
  const all = valuesAt(body, route.items).flatMap((one) =>
    Array.isArray(one) && route.items !== '' && !route.items.endsWith('*')
      ? (one as Json[])
      : [one],
  );
  return all.filter((one) => typeof one === 'object' && one !== null);
};

/** Reads a request; undefined: its body is not of the route's form. */
export function readBatch(
  route: Route,
  request: WireRequest,
  wall: number,
  recordsIn: RecordsIn,
): WireBatch | undefined {
  const body = bodyOf(route, request);
  if (body === undefined) return undefined;
  const items: CollectedItem[] = [];
  for (const one of recordsOf(route, body)) {
    const [value] = route.time.startsWith('/')
      ? valuesAt(body, route.time.slice(1))
      : valuesAt(one, route.time);
    // A record without a date has that of its receipt.
    const date = value === undefined ? { at: wall } : instantOf(value, route.form);
    if (date === undefined) return undefined;
    const text = JSON.stringify(one);
    const quantity = Number(textAt(one, route.quantity) ?? 1);
    const stream = textAt(one, route.stream);
    items.push({
      ...date,
      id: textAt(one, route.id) ?? text,
      records: recordsIn(text),
      ...(Number.isFinite(quantity) ? { quantity } : {}),
      ...(stream === undefined ? {} : { stream }),
    });
  }
  const [stated] = route.sentAt === undefined ? [] : valuesAt(body, route.sentAt);
  const sentAt = instantOf(stated, 'auto')?.at;
  return sentAt === undefined ? { items } : { items, sentAt };
}
