/** Locks of an origin by name, first come first served; a page that ends releases its own. */

export interface LockRequest {
  readonly name: string;
  readonly mode: 'exclusive' | 'shared';
  readonly owner: object;
  readonly clientId: string;
  /** Called when it holds the lock. */
  readonly granted: () => void;
  /** Called when another has stolen it. */
  readonly broken: () => void;
}

export class LockTable {
  #held: readonly LockRequest[] = [];
  #queue: readonly LockRequest[] = [];

  get held(): readonly LockRequest[] {
    return this.#held;
  }

  get pending(): readonly LockRequest[] {
    return this.#queue;
  }

  /** True if a request would be granted at once. */
  isFree({ name, mode }: Pick<LockRequest, 'name' | 'mode'>): boolean {
    const before = [...this.#held, ...this.#queue].filter((one) => one.name === name);
    return before.every((one) => one.mode === 'shared' && mode === 'shared');
  }

  request(request: LockRequest): void {
    this.#queue = [...this.#queue, request];
    this.#grant();
  }

  /** Takes the lock from all that hold it. */
  steal(request: LockRequest): void {
    const robbed = this.#held.filter(({ name }) => name === request.name);
    this.#held = this.#held.filter(({ name }) => name !== request.name);
    for (const { broken } of robbed) broken();
    this.#queue = [request, ...this.#queue];
    this.#grant();
  }

  /** Releases a lock, or takes a request back. */
  release(request: LockRequest): void {
    this.#held = this.#held.filter((one) => one !== request);
    this.#queue = this.#queue.filter((one) => one !== request);
    this.#grant();
  }

  /** Releases all of a page that has ended. */
  gone(owner: object): void {
    this.#held = this.#held.filter((one) => one.owner !== owner);
    this.#queue = this.#queue.filter((one) => one.owner !== owner);
    this.#grant();
  }

  #grant(): void {
    const waiting: LockRequest[] = [];
    for (const request of this.#queue) {
      const { name, mode } = request;
      const before = [...this.#held, ...waiting].filter((one) => one.name === name);
      const isFree = before.every((one) => one.mode === 'shared' && mode === 'shared');
      if (!isFree) {
        waiting.push(request);
        continue;
      }
      this.#held = [...this.#held, request];
      request.granted();
    }
    this.#queue = waiting;
  }
}
