/** `location` and `history`: the address of a page. To leave it is to end the program: refused. */
import { domString, tagged } from '../idl.js';
import { notSimulated } from '../../../realm/refusal.js';

export class Location {
  #url: URL;

  constructor(url: string) {
    this.#url = new URL(url);
  }

  /** Changes the address without a load, as `history` does. */
  static moved(location: Location, url: string): void {
    const next = new URL(url, location.#url);
    if (next.origin !== location.#url.origin)
      throw new DOMException(
        `A history state object with URL '${next.href}' cannot be created in a document with origin '${location.origin}'.`,
        'SecurityError',
      );
    location.#url = next;
  }

  get href(): string {
    return this.#url.href;
  }

  set href(url: string) {
    this.assign(url);
  }

  get protocol(): string {
    return this.#url.protocol;
  }

  get host(): string {
    return this.#url.host;
  }

  get hostname(): string {
    return this.#url.hostname;
  }

  get port(): string {
    return this.#url.port;
  }

  get pathname(): string {
    return this.#url.pathname;
  }

  get search(): string {
    return this.#url.search;
  }

  get hash(): string {
    return this.#url.hash;
  }

  set hash(hash: string) {
    this.#url.hash = hash;
  }

  get origin(): string {
    return this.#url.origin;
  }

  assign(url: string): void {
    throw notSimulated(`leaving the page for ${domString(url)}`);
  }

  replace(url: string): void {
    this.assign(url);
  }

  reload(): void {
    throw notSimulated('location.reload');
  }

  toString(): string {
    return this.href;
  }
}
tagged(Location, 'Location');

export class History {
  readonly #location: Location;
  readonly scrollRestoration = 'auto';
  #states: readonly { readonly state: unknown; readonly url: string }[];

  constructor(location: Location) {
    this.#location = location;
    this.#states = [{ state: null, url: location.href }];
  }

  get length(): number {
    return this.#states.length;
  }

  get state(): unknown {
    return this.#states.at(-1)?.state;
  }

  pushState(state: unknown, _title: string, url?: string | null): void {
    if (url !== undefined && url !== null) Location.moved(this.#location, domString(url));
    this.#states = [...this.#states, { state, url: this.#location.href }];
  }

  replaceState(state: unknown, _title: string, url?: string | null): void {
    if (url !== undefined && url !== null) Location.moved(this.#location, domString(url));
    this.#states = [...this.#states.slice(0, -1), { state, url: this.#location.href }];
  }

  back(): void {
    throw notSimulated('history.back');
  }

  forward(): void {
    throw notSimulated('history.forward');
  }

  go(): void {
    throw notSimulated('history.go');
  }
}
tagged(History, 'History');
