/**
 * The form of a service's requests over HTTP, as data: the route, and where in the body the records,
 * their dates and their identities are.
 */

/** The form in which a date is written. `auto`: seconds or milliseconds, by size, or ISO 8601. */
export type DateForm = 'iso' | 's' | 'ms' | 'us' | 'ns' | 'auto';

/** One route of a service. */
export interface Route {
  /** Ends the path of a request's URL. */
  readonly path: RegExp;
  /** Value of the header `x-amz-target` after its last dot, for services that have one address. */
  readonly target?: string;
  /** `form`: a form, or JSON in its field `data`; `lines`: a JSON document on each line. */
  readonly body: 'json' | 'form' | 'lines' | 'line-protocol';
  /** Path of the records: names with dots between, `*` for every item; empty: the body itself. */
  readonly items: string;
  /** Path of the date in a record; from the body if it begins with a slash. */
  readonly time: string;
  readonly form: DateForm;
  /** Path of the identity in a record; absent: the record has none, and its text is taken. */
  readonly id?: string;
  /** Path of the sender's clock in the body. */
  readonly sentAt?: string;
  readonly quantity?: string;
  readonly stream?: string;
}

/** A request as a collector needs it. */
export interface WireRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  /** Unpacked text. */
  readonly body: string;
}
