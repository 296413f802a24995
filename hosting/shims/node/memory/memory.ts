/** `WeakRef` and `FinalizationRegistry` in a process whose collector never runs. */

export class KeptRef<T extends object> {
  readonly #target: T;

  constructor(target: T) {
    if (Object(target) !== target) throw new TypeError('WeakRef: target must be an object');
    this.#target = target;
  }

  deref(): T {
    return this.#target;
  }

  readonly [Symbol.toStringTag] = 'WeakRef';
}
Object.defineProperty(KeptRef, 'name', { value: 'WeakRef' });

export class IdleRegistry {
  constructor(cleanup: unknown) {
    if (typeof cleanup !== 'function')
      throw new TypeError('FinalizationRegistry: cleanup must be callable');
  }

  register(): undefined {
    return undefined;
  }

  unregister(): boolean {
    return false;
  }

  readonly [Symbol.toStringTag] = 'FinalizationRegistry';
}
Object.defineProperty(IdleRegistry, 'name', { value: 'FinalizationRegistry' });
