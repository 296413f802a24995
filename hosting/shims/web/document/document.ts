/** `document`: a tree of a head and a body, cookies, visibility. Nothing of it is drawn. */
import { domString, tagged } from '../idl.js';
import { CustomEvent, MessageEvent } from '../events/events.js';
import { Event } from '../events/event.js';
import { onAttributes, PARENT } from '../events/event-target.js';
import type { EventTarget } from '../events/event-target.js';
import { pageOf } from '../page.js';
import type { Page } from '../page.js';
import { Element, Node, Text } from './element.js';
import type { Location } from './location.js';

export class Document extends Node {
  override readonly nodeType = 9;
  override readonly nodeName = '#document';
  readonly characterSet = 'UTF-8';
  readonly contentType = 'text/html';
  readonly compatMode = 'CSS1Compat';
  readonly currentScript: Element | null = null;
  readonly activeElement: Element | null = null;
  readonly referrer = '';
  readonly prerendering = false;
  readonly wasDiscarded = false;
  title = '';
  readonly documentElement: Element;
  readonly head: Element;
  readonly body: Element;
  readonly location: Location;
  readonly defaultView: EventTarget;
  readonly #page: Page;

  constructor(window: EventTarget, location: Location) {
    super();
    const page = pageOf(new.target);
    this.#page = page;
    this.defaultView = window;
    this.location = location;
    const [html, head, body] = ['html', 'head', 'body'].map((tag) => this.createElement(tag)) as [
      Element,
      Element,
      Element,
    ];
    this.documentElement = this.appendChild(html);
    this.head = html.appendChild(head);
    this.body = html.appendChild(body);
    // Trackers put their own script before the first that is there.
    head.appendChild(this.createElement('script'));
  }

  override get [PARENT](): EventTarget | undefined {
    return this.defaultView;
  }

  get readyState(): string {
    return this.#page.readyState;
  }

  get hidden(): boolean {
    return this.#page.isHidden;
  }

  get visibilityState(): string {
    return this.#page.isHidden ? 'hidden' : 'visible';
  }

  hasFocus(): boolean {
    return !this.#page.isHidden;
  }

  get URL(): string {
    return this.location.href;
  }

  get documentURI(): string {
    return this.location.href;
  }

  get baseURI(): string {
    return this.location.href;
  }

  get domain(): string {
    return this.location.hostname;
  }

  get cookie(): string {
    const { browser, host } = this.#page;
    return browser.cookies.headerFor(this.location.href, host.wallMs, true);
  }

  set cookie(text: string) {
    const { browser, host } = this.#page;
    browser.cookies.set(this.location.href, text, host.wallMs, true);
  }

  createElement(tag: string): Element {
    const element = new (this.#page.own(Element))(domString(tag));
    element.ownerDocument = this;
    return element;
  }

  createElementNS(_space: string, tag: string): Element {
    return this.createElement(tag);
  }

  createTextNode(data: string): Text {
    const text = new (this.#page.own(Text))();
    text.data = data;
    return text;
  }

  createDocumentFragment(): Node {
    return new (this.#page.own(Node))();
  }

  createEvent(kind: string): Event {
    const Kind = { customevent: CustomEvent, messageevent: MessageEvent }[kind.toLowerCase()];
    return new (this.#page.own(Kind ?? Event))('');
  }

  getElementById(id: string): Element | null {
    for (const element of this.descendants()) if (element.id === id) return element;
    return null;
  }

  get scripts(): Element[] {
    return this.getElementsByTagName('script');
  }
}
tagged(Document, 'HTMLDocument');
onAttributes(Document, ['visibilitychange', 'readystatechange', 'click', 'freeze', 'resume']);
