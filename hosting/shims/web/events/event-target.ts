/** Targets of events: listeners in order, capture and bubbling, and `on…` attributes. */
import { domString, tagged } from '../idl.js';
import { pageOf } from '../page.js';
import type { Page } from '../page.js';
import { courseOf } from './event.js';
import type { Course, Event } from './event.js';

type Callback = (this: unknown, event: Event) => unknown;
type Listener = Callback | { handleEvent?: Callback } | null | undefined;

interface ListenerOptions {
  readonly capture?: boolean;
  readonly once?: boolean;
  readonly passive?: boolean;
  readonly signal?: { readonly aborted: boolean } & Pick<EventTarget, 'addEventListener'>;
}

interface Registered {
  readonly type: string;
  readonly listener: NonNullable<Listener>;
  readonly capture: boolean;
  readonly once: boolean;
  readonly passive: boolean;
  isRemoved: boolean;
}

interface Inside {
  readonly page: Page;
  listeners: readonly Registered[];
}

const insides = new WeakMap<EventTarget, Inside>();

/** The target of a call without one is the window, as for all globals. */
function insideOf(target: EventTarget): Inside {
  const inside = insides.get(target);
  if (inside === undefined) throw new TypeError('Illegal invocation');
  return inside;
}

const optionsOf = (given: boolean | ListenerOptions | undefined): ListenerOptions =>
  typeof given === 'boolean' ? { capture: given } : (given ?? {});

export class EventTarget {
  constructor() {
    insides.set(this, { page: pageOf(new.target), listeners: [] });
  }

  addEventListener(type: string, listener: Listener, options?: boolean | ListenerOptions): void {
    const inside = insideOf(this);
    const { capture = false, once = false, passive = false, signal } = optionsOf(options);
    if (listener === null || listener === undefined || signal?.aborted === true) return;
    const name = domString(type);
    if (find(inside, name, listener, capture) !== undefined) return;
    const one = { type: name, listener, capture, once, passive, isRemoved: false };
    inside.listeners = [...inside.listeners, one];
    signal?.addEventListener('abort', () => {
      removed(inside, one);
    });
  }

  removeEventListener(type: string, listener: Listener, options?: boolean | ListenerOptions): void {
    const inside = insideOf(this);
    if (listener === null || listener === undefined) return;
    const one = find(inside, domString(type), listener, optionsOf(options).capture ?? false);
    if (one !== undefined) removed(inside, one);
  }

  dispatchEvent(event: Event): boolean {
    const course = courseOf(event);
    if (course.isDispatched)
      throw new DOMException(
        "Failed to execute 'dispatchEvent' on 'EventTarget': The event is already being dispatched.",
        'InvalidStateError',
      );
    dispatched(this, event, course);
    return !event.defaultPrevented;
  }
}
tagged(EventTarget, 'EventTarget');

const find = (
  { listeners }: Inside,
  type: string,
  listener: NonNullable<Listener>,
  capture: boolean,
): Registered | undefined =>
  listeners.find(
    (one) => one.type === type && one.listener === listener && one.capture === capture,
  );

function removed(inside: Inside, one: Registered): void {
  one.isRemoved = true;
  inside.listeners = inside.listeners.filter((other) => other !== one);
}

/** A target above this one, to which events bubble. */
export const PARENT: unique symbol = Symbol('parent');

const parentOf = (target: EventTarget): EventTarget | undefined =>
  (target as { [PARENT]?: EventTarget })[PARENT];

function dispatched(target: EventTarget, event: Event, course: Course): void {
  const path: EventTarget[] = [];
  for (let at: EventTarget | undefined = target; at !== undefined; at = parentOf(at)) path.push(at);
  Object.assign(course, { target, path, isDispatched: true });
  const [, ...above] = path;
  for (const one of [...above].reverse()) invoked(one, event, course, 1);
  invoked(target, event, course, 2);
  if (event.bubbles) for (const one of above) invoked(one, event, course, 3);
  Object.assign(course, {
    currentTarget: null,
    phase: 0,
    path: [],
    isDispatched: false,
    isStopped: false,
    isStoppedAtOnce: false,
  });
}

function invoked(on: EventTarget, event: Event, course: Course, phase: number): void {
  if (course.isStopped) return;
  const inside = insideOf(on);
  course.currentTarget = on;
  course.phase = phase;
  // At the target itself, capturing listeners come first.
  const { listeners } = inside;
  const sorted =
    phase === 2
      ? [...listeners.filter(({ capture }) => capture), ...listeners.filter((l) => !l.capture)]
      : listeners.filter(({ capture }) => capture === (phase === 1));
  for (const one of sorted) {
    if (one.isRemoved || one.type !== event.type) continue;
    if (one.once) removed(inside, one);
    course.isPassive = one.passive;
    called(inside.page, one.listener, on, event);
    course.isPassive = false;
    if (course.isStoppedAtOnce) return;
  }
}

/** An exception of a listener is the page's, and stops no other listener. */
function called(page: Page, listener: NonNullable<Listener>, on: EventTarget, event: Event): void {
  try {
    if (typeof listener === 'function') listener.call(on, event);
    else listener.handleEvent?.(event);
  } catch (error) {
    page.reportError(error);
  }
}

const handlers = new WeakMap<EventTarget, Map<string, { handler: unknown }>>();

/** Gives a class `on…` attributes for these types of events. */
export function onAttributes(of: { readonly prototype: object }, types: readonly string[]): void {
  for (const type of types)
    Object.defineProperty(of.prototype, `on${type}`, {
      configurable: true,
      enumerable: true,
      get(this: EventTarget): unknown {
        return handlers.get(this)?.get(type)?.handler ?? null;
      },
      set(this: EventTarget, handler: unknown): void {
        setHandler(this, type, typeof handler === 'function' ? handler : null);
      },
    });
}

/** A handler keeps the place that it had among the listeners when it was first set. */
function setHandler(target: EventTarget, type: string, handler: unknown): void {
  const all = handlers.get(target) ?? new Map<string, { handler: unknown }>();
  handlers.set(target, all);
  const known = all.get(type);
  if (known !== undefined) {
    known.handler = handler;
    return;
  }
  const held = { handler };
  all.set(type, held);
  target.addEventListener(type, function (this: unknown, event) {
    if (typeof held.handler !== 'function') return;
    const result: unknown = Reflect.apply(held.handler, this, argumentsOf(type, this, event));
    if (result === false || (type === 'error' && result === true && isWindow(this)))
      event.preventDefault();
  });
}

const isWindow = (target: unknown): boolean =>
  Reflect.get(Object(target) as object, 'window') === target;

/** `window.onerror` gets the fields of the event, one by one. */
function argumentsOf(type: string, target: unknown, event: Event): readonly unknown[] {
  if (type !== 'error' || !isWindow(target) || !('message' in event)) return [event];
  const { message, filename, lineno, colno, error } = event as Event & Record<string, unknown>;
  return [message, filename, lineno, colno, error];
}
