/** Node's module hooks for Node before 22.15, where they run in a thread of their own. */
import type { ResolveHook } from 'node:module';
import type { MessagePort } from 'node:worker_threads';
import { isEngine, isOwnFile } from './specifiers.js';

/** Message from `engine.ts` to this thread. */
export interface HookData {
  /** URL of a module of the running engine: imports from there find the package itself. */
  readonly engine: string;
  /** Receives the URL of each user file. */
  readonly files: MessagePort;
}

let data: HookData | undefined;

export function initialize(given: HookData): void {
  data = given;
}

export const resolve: ResolveHook = async (specifier, context, nextResolve) => {
  if (data !== undefined && isEngine(specifier))
    return await nextResolve(specifier, { ...context, parentURL: data.engine });
  const resolved = await nextResolve(specifier, context);
  if (isOwnFile(resolved.url)) data?.files.postMessage(resolved.url);
  return resolved;
};
