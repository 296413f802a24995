/**
 * `WebAssembly` and `Atomics`: what the engine compiles in threads is compiled at once and answered by an
 * event; what would make the thread wait by the host's clock is refused.
 */
import type { HostedProcess } from '../../../realm/hosted-process.js';
import { notSimulated } from '../../../realm/refusal.js';
import { standIn } from '../stand-in.js';

type Made = new (...values: unknown[]) => object;

/** `WebAssembly`, as far as it is used here: its types belong to those of a browser. */
const { WebAssembly } = standIn<{
  readonly WebAssembly: { readonly Module: Made; readonly Instance: Made };
}>(globalThis);

/** A copy of a namespace object, with some of its members replaced. */
const replaced = (namespace: object, members: Readonly<Record<string, unknown>>): object => {
  const copy: object = Object.create(
    Object.prototype,
    Object.getOwnPropertyDescriptors(namespace),
  ) as object;
  for (const [key, value] of Object.entries(members))
    Object.defineProperty(copy, key, { value, writable: true, configurable: true });
  return copy;
};

export function webAssemblyShim(host: HostedProcess): object {
  /** Makes a value as an event of its own. */
  const later = <T>(make: () => T): Promise<T> =>
    new Promise((resolve, reject) => {
      host.tasks.complete(() => {
        try {
          resolve(make());
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      });
    });
  const compile = (bytes: unknown): Promise<object> => later(() => new WebAssembly.Module(bytes));
  const instantiate = (from: unknown, imports?: unknown): Promise<unknown> =>
    later(() => {
      if (from instanceof WebAssembly.Module) return new WebAssembly.Instance(from, imports);
      const module = new WebAssembly.Module(from);
      return { module, instance: new WebAssembly.Instance(module, imports) };
    });
  const bytesOf = async (source: Response | Promise<Response>): Promise<ArrayBuffer> =>
    (await source).arrayBuffer();
  return replaced(WebAssembly, {
    compile,
    instantiate,
    compileStreaming: async (source: Response) => compile(await bytesOf(source)),
    instantiateStreaming: async (source: Response, imports?: unknown) =>
      instantiate(await bytesOf(source), imports),
  });
}

/** No other thread could ever wake one that waits. */
export const atomicsShim = (): object =>
  replaced(
    Atomics,
    Object.fromEntries(
      ['wait', 'waitAsync'].map((name) => [
        name,
        () => {
          throw notSimulated(`Atomics.${name}`);
        },
      ]),
    ),
  );
