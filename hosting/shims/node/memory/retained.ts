/**
 * Functions of Node that hold their arguments weakly: whether a signal still aborts another would depend
 * on when garbage is collected. The process keeps what they were given.
 */
import * as util from 'node:util';

/** Keeps objects for as long as the process lives. */
export class Retained {
  readonly #objects = new Set<unknown>();

  keep(...objects: readonly unknown[]): void {
    for (const one of objects) this.#objects.add(one);
  }
}

const anyOf = AbortSignal.any.bind(AbortSignal);

/** `AbortSignal.any`: the real one, of signals that are kept. */
export const anyShim =
  (retained: Retained) =>
  (given: Iterable<AbortSignal>): AbortSignal => {
    const signals = [...given];
    const any = anyOf(signals);
    retained.keep(any, ...signals);
    return any;
  };

/** `util`, with an `aborted` whose resource is kept: the real one forgets it once it is collected. */
export const utilShim = (retained: Retained): Record<string, unknown> => ({
  ...util,
  aborted: (signal: AbortSignal, resource: object): Promise<void> => {
    retained.keep(signal, resource);
    return util.aborted(signal, resource);
  },
});
