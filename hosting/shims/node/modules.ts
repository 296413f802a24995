/** `require` of a program for Node: shims, shared modules of Node, and refusals by name. */
import assert from 'node:assert';
import * as asyncHooks from 'node:async_hooks';
import * as buffer from 'node:buffer';
import * as events from 'node:events';
import * as path from 'node:path';
import * as querystring from 'node:querystring';
import * as stream from 'node:stream';
import * as stringDecoder from 'node:string_decoder';
import * as url from 'node:url';
import * as util from 'node:util';
import type { NodeGlobals } from './globals.js';
import { coded } from './node-errors.js';

/** Pure, or driven by what is simulated: the real ones, shared. */
const SHARED: Readonly<Record<string, unknown>> = {
  assert,
  async_hooks: asyncHooks,
  buffer,
  events: events.EventEmitter,
  path,
  querystring,
  stream: stream.Stream,
  string_decoder: stringDecoder,
  url,
  util,
};

type Require = ((name: string) => unknown) & Record<string, unknown>;

export class Modules {
  readonly #globals: NodeGlobals;
  readonly #loaded = new Map<string, unknown>();

  constructor(globals: NodeGlobals) {
    this.#globals = globals;
  }

  readonly require = ((given: string): unknown => {
    const name = given.replace(/^node:/, '');
    if (Object.hasOwn(SHARED, name)) return SHARED[name];
    if (!this.#loaded.has(name)) this.#loaded.set(name, this.#made(name, given));
    return this.#loaded.get(name);
  }) as Require;

  #made(name: string, given: string): unknown {
    const { timers, process, console, performance } = this.#globals;
    switch (name) {
      case 'timers':
        return timers;
      case 'timers/promises':
        return timers.promises;
      case 'process':
        return process;
      case 'console':
        return console;
      case 'perf_hooks':
        return { performance };
      default:
        throw coded(new Error(`Cannot find module '${given}'`), 'MODULE_NOT_FOUND');
    }
  }
}
