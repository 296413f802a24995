/**
 * Mixpanel's /track as its documentation describes it: an event that is more than five days old is
 * dropped, and the answer is success.
 */
import type { CollectorHandler } from '../../library/hosting.js';
import { markersIn } from './markers-in.js';

const OLDEST_MS = 5 * 86_400_000;
const SECOND_MS = 1_000;

interface Event {
  readonly properties: { readonly time?: number };
}

/** Time of an event, ms; the service takes seconds and milliseconds. */
const timeOf = ({ properties: { time } }: Event): number | undefined =>
  time === undefined ? undefined : time < 1e11 ? time * SECOND_MS : time;

function eventsOf(url: string, body: string): readonly Event[] {
  const form = body.startsWith('data=') ? body : (url.split('?')[1] ?? '');
  const data = new URLSearchParams(form).get('data') ?? body;
  const text = data.startsWith('{') || data.startsWith('[') ? data : atob(data);
  const value = JSON.parse(text) as Event | readonly Event[];
  return Array.isArray(value) ? (value as readonly Event[]) : [value as Event];
}

/** Answers an event or a batch of them. */
export const mixpanel: CollectorHandler = ({ url, body }, { wall }) => {
  const old = eventsOf(url, body).filter((event) => (timeOf(event) ?? wall) < wall - OLDEST_MS);
  return { status: 200, body: '1', refused: markersIn(JSON.stringify(old)) };
};
