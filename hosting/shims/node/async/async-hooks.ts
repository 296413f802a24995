/**
 * `async_hooks`: contexts are the real ones. The host's ids count what the whole process did before, so a
 * program sees ids of its own; hooks, which would see the host's resources too, are refused.
 */
import * as hooks from 'node:async_hooks';
import type { HostedProcess } from '../../../realm/hosted-process.js';
import { notSimulated } from '../../../realm/refusal.js';

/** Numbers in order of their first appearance, from 1, as an id of the top level is. */
class Ids {
  readonly #known = new Map<number, number>();

  of(id: number): number {
    const known = this.#known.get(id) ?? this.#known.size + 1;
    this.#known.set(id, known);
    return known;
  }
}

/** Timers and completions of this process carry the context in which they were asked for. */
const carryContexts = (host: HostedProcess): void => {
  host.inContext = (callback) => hooks.AsyncResource.bind(callback as never);
};

export function asyncHooksShim(host: HostedProcess): Record<string, unknown> {
  carryContexts(host);
  const ids = new Ids();
  class AsyncResource extends hooks.AsyncResource {
    override asyncId(): number {
      return ids.of(super.asyncId());
    }

    override triggerAsyncId(): number {
      return ids.of(super.triggerAsyncId());
    }
  }
  const refuse = (name: string) => (): never => {
    throw notSimulated(`async_hooks.${name}`);
  };
  const hook = {
    enable: refuse('createHook().enable'),
    disable: () => hook,
  };
  return {
    ...hooks,
    AsyncResource,
    createHook: () => hook,
    executionAsyncId: () => ids.of(hooks.executionAsyncId()),
    triggerAsyncId: () => ids.of(hooks.triggerAsyncId()),
    executionAsyncResource: refuse('executionAsyncResource'),
  };
}
