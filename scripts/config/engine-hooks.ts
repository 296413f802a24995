/** Node's module hooks for Node before 22.15, where they run in a thread of their own. */
import type { ResolveHook } from 'node:module';
import type { MessagePort } from 'node:worker_threads';
import { isEngine, isOwnFile } from './specifiers.js';

/** What `engine.ts` sends to this thread. */
export interface HookData {
  /** URL of a module of the engine that runs: from there the package finds itself. */
  readonly engine: string;
  /** Hears the URL of each file of the user's. */
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
