/** Interfaces of a browser that are not simulated: each is there, and refuses by name when it is made. */
import { notSimulated } from '../../../realm/refusal.js';

const REFUSED = [
  'WebSocket',
  'Worker',
  'SharedWorker',
  'RTCPeerConnection',
  'EventSource',
  'WebTransport',
  'Notification',
  'MediaRecorder',
  'DOMParser',
] as const;

/** Observers of changes that never happen here: nothing is drawn, and no element changes its size. */
const IDLE = [
  'MutationObserver',
  'IntersectionObserver',
  'ResizeObserver',
  'PerformanceObserver',
  'ReportingObserver',
] as const;

function refusing(name: string): object {
  const refused = function (): never {
    throw notSimulated(name);
  };
  Object.defineProperty(refused, 'name', { value: name, configurable: true });
  return refused;
}

function idle(name: string): object {
  const observer = class {
    static readonly supportedEntryTypes: readonly string[] = [];

    constructor(callback: unknown) {
      if (typeof callback !== 'function')
        throw new TypeError("parameter 1 is not of type 'Function'.");
    }

    observe(): void {
      // Nothing that it could see happens.
    }

    unobserve(): void {
      // As with `observe`.
    }

    disconnect(): void {
      // As with `observe`.
    }

    takeRecords(): unknown[] {
      return [];
    }
  };
  Object.defineProperty(observer, 'name', { value: name, configurable: true });
  return observer;
}

/** By name, made when a program first looks at them. */
export const refusedGlobals: Readonly<Record<string, () => object>> = Object.fromEntries([
  ...REFUSED.map((name) => [name, () => refusing(name)] as const),
  ...IDLE.map((name) => [name, () => idle(name)] as const),
]);
