/** Cases that the events of a hosted page and those of a browser agree on. */
import type { WebCase } from '../conformance-case.js';

export const EVENT_CASES: readonly WebCase[] = [
  {
    name: 'listeners are called in order, once each, with capture before bubbling',
    run: (window) => {
      const { document, Event } = window;
      const order: string[] = [];
      const inner = document.createElement('div');
      document.body.appendChild(inner);
      const note = (text: string) => () => order.push(text);
      const twice = note('twice');
      inner.addEventListener('go', twice);
      inner.addEventListener('go', twice);
      inner.addEventListener('go', note('once'), { once: true });
      inner.addEventListener('go', note('capture at target'), true);
      document.body.addEventListener('go', note('body capture'), true);
      document.body.addEventListener('go', note('body'));
      window.addEventListener('go', note('window'), { once: true });
      inner.dispatchEvent(new Event('go', { bubbles: true }));
      inner.removeEventListener('go', twice);
      inner.dispatchEvent(new Event('go'));
      inner.remove();
      return order;
    },
  },
  {
    name: 'propagation stops, a default is prevented where that is allowed',
    run: ({ EventTarget, Event }) => {
      const target = new EventTarget();
      const order: unknown[] = [];
      target.addEventListener('a', (event: any) => {
        event.preventDefault();
        event.stopImmediatePropagation();
        order.push(event.defaultPrevented, event.cancelable, event.eventPhase, event.isTrusted);
      });
      target.addEventListener('a', () => order.push('never'));
      order.push(target.dispatchEvent(new Event('a', { cancelable: true })));
      order.push(target.dispatchEvent(new Event('a')));
      target.addEventListener('b', (event: any) => event.preventDefault(), { passive: true });
      order.push(target.dispatchEvent(new Event('b', { cancelable: true })));
      return order;
    },
  },
  {
    name: 'objects with handleEvent, handler attributes, and their order',
    run: ({ XMLHttpRequest, Event }) => {
      const target = new XMLHttpRequest();
      const order: unknown[] = [];
      target.onload = () => order.push('first handler');
      target.addEventListener('load', {
        handleEvent(event: any) {
          order.push([event.type, event.target === target, this !== target]);
        },
      });
      target.onload = () => order.push('second handler');
      target.dispatchEvent(new Event('load'));
      target.onload = null;
      target.dispatchEvent(new Event('load'));
      return [order, target.onload];
    },
  },
  {
    name: 'a signal removes a listener; a dispatched event is not dispatched within itself',
    run: async ({ EventTarget, Event, AbortController }, { tried }) => {
      const target = new EventTarget();
      const controller = new AbortController();
      let calls = 0;
      target.addEventListener('a', () => (calls += 1), { signal: controller.signal });
      target.dispatchEvent(new Event('a'));
      controller.abort();
      target.dispatchEvent(new Event('a'));
      let within: unknown;
      const event = new Event('b');
      target.addEventListener('b', () => (within = tried(() => target.dispatchEvent(event))));
      target.dispatchEvent(event);
      return [calls, await within, await tried(() => new Event()), event.target === target];
    },
  },
  {
    name: 'an exception of a listener is an event of the window and stops no other',
    run: ({ window, EventTarget, Event }) => {
      const seen: unknown[] = [];
      const before = window.onerror;
      window.onerror = (
        message: string,
        _file: string,
        _line: number,
        _column: number,
        error: any,
      ) => {
        seen.push(message, error.message);
        return true;
      };
      const target = new EventTarget();
      target.addEventListener('a', () => {
        throw new Error('broken');
      });
      target.addEventListener('a', () => seen.push('next'));
      target.dispatchEvent(new Event('a'));
      window.onerror = before;
      return seen;
    },
  },
  {
    name: 'kinds of events have their fields',
    run: ({ CustomEvent, MessageEvent, ErrorEvent, StorageEvent, ProgressEvent, Event }) => [
      new CustomEvent('a', { detail: 1 }).detail,
      new CustomEvent('a').detail,
      new MessageEvent('a', { data: { b: 1 } }).data,
      new ErrorEvent('a', { message: 'm', lineno: 3 }).lineno,
      new StorageEvent('a', { key: 'k' }).newValue,
      new ProgressEvent('a', { loaded: 2, total: 3 }).total,
      new CustomEvent('a') instanceof Event,
      String(new CustomEvent('a')),
      Object.prototype.toString.call(new ErrorEvent('a')),
    ],
  },
  {
    name: 'an unhandled rejection is an event of the window',
    run: async ({ window }, { after }) => {
      const seen: unknown[] = [];
      const heard = (event: any) => {
        event.preventDefault();
        seen.push(event.reason, event.promise instanceof Promise);
      };
      window.addEventListener('unhandledrejection', heard);
      void Promise.reject(7);
      await after(20);
      window.removeEventListener('unhandledrejection', heard);
      return seen;
    },
  },
];
