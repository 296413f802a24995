/**
 * Nodes and elements of a document: a tree with attributes and events, without layout, styles or parser.
 * An image requests its source; a script with a source loads nothing, and its error event says so.
 */
import { tagged } from '../idl.js';
import { Event } from '../events/event.js';
import { EventTarget, onAttributes, PARENT } from '../events/event-target.js';
import { exchange } from '../fetch/transport.js';
import { pageOf } from '../page.js';
import type { Page } from '../page.js';
import { selector } from './selector.js';

export class Node extends EventTarget {
  static readonly ELEMENT_NODE = 1;
  static readonly TEXT_NODE = 3;
  static readonly DOCUMENT_NODE = 9;
  readonly nodeType: number = 3;
  readonly nodeName: string = '#text';
  parentNode: Node | null = null;
  childNodes: Node[] = [];
  ownerDocument: unknown = null;

  get [PARENT](): EventTarget | undefined {
    return this.parentNode ?? undefined;
  }

  get parentElement(): Element | null {
    const { parentNode } = this;
    return isElement(parentNode) ? parentNode : null;
  }

  get firstChild(): Node | null {
    return this.childNodes[0] ?? null;
  }

  get lastChild(): Node | null {
    return this.childNodes.at(-1) ?? null;
  }

  get nextSibling(): Node | null {
    const all = this.parentNode?.childNodes ?? [];
    return all[all.indexOf(this) + 1] ?? null;
  }

  get isConnected(): boolean {
    return this.nodeType === 9 || this.parentNode?.isConnected === true;
  }

  hasChildNodes(): boolean {
    return this.childNodes.length > 0;
  }

  contains(other: Node | null): boolean {
    for (let at = other; at !== null; at = at.parentNode) if (at === this) return true;
    return false;
  }

  appendChild<N extends Node>(child: N): N {
    return this.insertBefore(child, null);
  }

  insertBefore<N extends Node>(child: N, before: Node | null): N {
    child.parentNode?.removeChild(child);
    const at = before === null ? this.childNodes.length : this.childNodes.indexOf(before);
    this.childNodes.splice(at < 0 ? this.childNodes.length : at, 0, child);
    child.parentNode = this;
    if (this.isConnected) child.connected();
    return child;
  }

  /** Called when it has come into the document. */
  connected(): void {
    for (const child of this.childNodes) child.connected();
  }

  removeChild<N extends Node>(child: N): N {
    this.childNodes = this.childNodes.filter((one) => one !== child);
    child.parentNode = null;
    return child;
  }

  replaceChild<N extends Node>(child: Node, old: N): N {
    this.insertBefore(child, old);
    return this.removeChild(old);
  }

  remove(): void {
    this.parentNode?.removeChild(this);
  }

  append(...nodes: Node[]): void {
    for (const node of nodes) this.appendChild(node);
  }

  get textContent(): string {
    return this.childNodes.map(({ textContent }) => textContent).join('');
  }

  set textContent(text: string) {
    for (const child of [...this.childNodes]) this.removeChild(child);
    if (text !== '') this.appendChild(newText(this, text));
  }

  get children(): Element[] {
    return this.childNodes.filter(isElement);
  }

  *descendants(): IterableIterator<Element> {
    for (const child of this.children) {
      yield child;
      yield* child.descendants();
    }
  }

  getElementsByTagName(name: string): Element[] {
    const tag = name.toUpperCase();
    return [...this.descendants()].filter((one) => tag === '*' || one.tagName === tag);
  }

  getElementsByClassName(name: string): Element[] {
    return [...this.descendants()].filter((one) => one.className.split(/\s+/).includes(name));
  }

  querySelectorAll(text: string): Element[] {
    return [...this.descendants()].filter(selector(text));
  }

  querySelector(text: string): Element | null {
    return this.querySelectorAll(text)[0] ?? null;
  }
}

const isElement = (node: Node | null): node is Element => node?.nodeType === 1;

export class Text extends Node {
  data = '';

  override get textContent(): string {
    return this.data;
  }

  override set textContent(text: string) {
    this.data = text;
  }
}

const texts = new WeakMap<Node, () => Text>();

function newText(beside: Node, data: string): Text {
  const text = texts.get(beside)?.() ?? new Text();
  text.data = data;
  return text;
}

export class Element extends Node {
  override readonly nodeType = 1;
  override readonly nodeName: string;
  readonly tagName: string;
  readonly namespaceURI = 'http://www.w3.org/1999/xhtml';
  /** Inline styles: they style nothing. */
  readonly style: Record<string, unknown> = {};
  innerHTML = '';
  readonly #page: Page;
  readonly #attributes = new Map<string, string>();

  constructor(tag: string) {
    super();
    this.#page = pageOf(new.target);
    this.tagName = tag.toUpperCase();
    this.nodeName = this.tagName;
    texts.set(this, () => new (this.#page.own(Text))());
  }

  getAttribute(name: string): string | null {
    return this.#attributes.get(name.toLowerCase()) ?? null;
  }

  setAttribute(name: string, value: unknown): void {
    const key = name.toLowerCase();
    this.#attributes.set(key, String(value));
    if (key === 'src') this.#sourced(String(value));
  }

  removeAttribute(name: string): void {
    this.#attributes.delete(name.toLowerCase());
  }

  hasAttribute(name: string): boolean {
    return this.#attributes.has(name.toLowerCase());
  }

  get attributes(): { readonly name: string; readonly value: string }[] {
    return [...this.#attributes].map(([name, value]) => ({ name, value }));
  }

  /** Attributes whose names begin with `data-`, in camel case. */
  get dataset(): Record<string, string | undefined> {
    const nameOf = (key: string): string =>
      `data-${key.replace(/[A-Z]/g, (one) => `-${one.toLowerCase()}`)}`;
    return new Proxy<Record<string, string | undefined>>(
      {},
      {
        get: (_, key) => this.getAttribute(nameOf(String(key))) ?? undefined,
        has: (_, key) => this.hasAttribute(nameOf(String(key))),
        set: (_, key, value) => {
          this.setAttribute(nameOf(String(key)), value);
          return true;
        },
        deleteProperty: (_, key) => {
          this.removeAttribute(nameOf(String(key)));
          return true;
        },
      },
    );
  }

  get classList(): {
    add(name: string): void;
    remove(name: string): void;
    contains(name: string): boolean;
  } {
    const all = (): string[] => this.className.split(/\s+/).filter((one) => one !== '');
    return {
      add: (name) => {
        this.className = [...new Set([...all(), name])].join(' ');
      },
      remove: (name) => {
        this.className = all()
          .filter((one) => one !== name)
          .join(' ');
      },
      contains: (name) => all().includes(name),
    };
  }

  matches(text: string): boolean {
    return selector(text)(this);
  }

  closest(text: string): Element | null {
    return this.matches(text) ? this : (this.parentElement?.closest(text) ?? null);
  }

  click(): void {
    const init = { bubbles: true, cancelable: true, composed: true };
    this.dispatchEvent(new (this.#page.own(Event))('click', init));
  }

  focus(): void {
    // No element has the focus: no user is there.
  }

  getBoundingClientRect(): object {
    return { x: 0, y: 0, width: 0, height: 0, top: 0, left: 0, right: 0, bottom: 0 };
  }

  override connected(): void {
    const source = this.getAttribute('src');
    if (this.tagName === 'SCRIPT' && source !== null)
      this.#page.host.tasks.complete(() => {
        this.dispatchEvent(new (this.#page.own(Event))('error'));
      });
    super.connected();
  }

  /** A pixel of a tracker: requested as soon as it has a source. */
  #sourced(source: string): void {
    if (this.tagName !== 'IMG') return;
    const url = new URL(source, this.#page.url).href;
    const outgoing = { method: 'GET', url, headers: [], body: '', redirect: 'follow' };
    const asElement = { sendsCookies: true, isCors: false, keepalive: false };
    exchange(this.#page, { ...outgoing, ...asElement }, (answer) => {
      const isGood = answer !== undefined && answer.status < 300;
      this.dispatchEvent(new (this.#page.own(Event))(isGood ? 'load' : 'error'));
    });
  }

  /** Parts of the address of a link, through which scripts parse addresses. */
  get #address(): URL | undefined {
    const href = this.getAttribute('href');
    if (href === null) return undefined;
    try {
      return new URL(href, this.#page.url);
    } catch {
      return undefined;
    }
  }

  static partOf(element: Element, part: (typeof ADDRESS)[number]): string {
    return element.#address?.[part] ?? '';
  }

  get href(): string {
    return this.#address?.href ?? this.getAttribute('href') ?? '';
  }

  set href(value: string) {
    this.setAttribute('href', value);
  }

  get src(): string {
    const source = this.getAttribute('src');
    return source === null ? '' : new URL(source, this.#page.url).href;
  }

  set src(value: string) {
    this.setAttribute('src', value);
  }

  get id(): string {
    return this.getAttribute('id') ?? '';
  }

  set id(value: string) {
    this.setAttribute('id', value);
  }

  get type(): string {
    return this.getAttribute('type') ?? '';
  }

  set type(value: string) {
    this.setAttribute('type', value);
  }

  get className(): string {
    return this.getAttribute('class') ?? '';
  }

  set className(value: string) {
    this.setAttribute('class', value);
  }
}
tagged(Element, 'HTMLElement');
onAttributes(Element, ['load', 'error', 'click']);

/** Parts of an address that a link has. */
const ADDRESS = [
  'protocol',
  'host',
  'hostname',
  'port',
  'pathname',
  'search',
  'hash',
  'origin',
] as const;
for (const part of ADDRESS)
  Object.defineProperty(Element.prototype, part, {
    configurable: true,
    get(this: Element): string {
      return Element.partOf(this, part);
    },
  });
