/** The library that implements IndexedDB in memory, loaded when the first browser boots. */
import { createRequire } from 'node:module';
import type { IndexedDbLibrary } from '../../shims/web/indexed-db/library.js';

let library: IndexedDbLibrary | undefined;

export const indexedDbLibrary = (): IndexedDbLibrary =>
  (library ??= createRequire(import.meta.url)('fake-indexeddb') as IndexedDbLibrary);
