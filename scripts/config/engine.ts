/**
 * One engine for all modules: every import of `skewproof` gets the copy that runs this command,
 * whether or not another one is installed.
 */
import * as nodeModule from 'node:module';
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { fileURLToPath } from 'node:url';
import type { HookData } from './engine-hooks.js';
import { isEngine, isOwnFile } from './specifiers.js';

/** Node from 22.15 on runs hooks in the importing thread. */
type RegisterHooks = (hooks: {
  resolve(
    specifier: string,
    context: Readonly<Record<string, unknown>>,
    next: (specifier: string, context: object) => { url: string },
  ): { url: string };
}) => unknown;

const files = new Set<string>();
let installed = false;
let reports: MessagePort | undefined;

/**
 * User files that Node has loaded since `takeOverImports`, as absolute paths. The hooks' thread
 * posts a file before the import of it goes on, so after an import its files are in the queue.
 */
export function importedFiles(): readonly string[] {
  if (reports !== undefined)
    for (;;) {
      const received = receiveMessageOnPort(reports) as { readonly message: string } | undefined;
      if (received === undefined) break;
      files.add(fileURLToPath(received.message));
    }
  return [...files];
}

/** Redirects imports of the engine in all modules that this thread loads from now on. */
export function takeOverImports(): void {
  if (installed) return;
  installed = true;
  const { registerHooks } = nodeModule as { readonly registerHooks?: RegisterHooks };
  if (registerHooks === undefined) {
    const { port1, port2 } = new MessageChannel();
    reports = port1;
    const data: HookData = { engine: import.meta.url, files: port2 };
    nodeModule.register(new URL('./engine-hooks.js', import.meta.url), {
      data,
      transferList: [port2],
    });
  } else
    registerHooks({
      resolve: (specifier, context, next) => {
        if (isEngine(specifier)) return next(specifier, { ...context, parentURL: import.meta.url });
        const resolved = next(specifier, context);
        if (isOwnFile(resolved.url)) files.add(fileURLToPath(resolved.url));
        return resolved;
      },
    });
}
