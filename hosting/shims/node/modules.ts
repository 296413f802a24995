/** `require` of a program for Node: shims, shared modules of Node, and refusals by name. */
import { builtinModules } from 'node:module';
import { real } from '../../realm/node/real.js';
import { notSimulated } from '../../realm/refusal.js';
import type { NodeGlobals } from './globals.js';
import { moduleShim, resolved } from './module/module.js';
import type { Require } from './module/module.js';
import { coded } from './node-errors.js';
import { refusing } from './refusing.js';
import { SHIMS } from './registry.js';

/** Pure, or driven by what is simulated: the real ones, shared by all programs. */
const SHARED = new Set([
  'assert',
  'assert/strict',
  'buffer',
  'constants',
  'events',
  'path',
  'path/posix',
  'path/win32',
  'punycode',
  'querystring',
  'stream',
  'stream/consumers',
  'stream/promises',
  'stream/web',
  'string_decoder',
  'url',
  'util/types',
]);

/** Refused, but for the functions named. */
const REFUSED: Readonly<Record<string, readonly string[]>> = {
  dgram: [],
  http2: ['getDefaultSettings', 'getPackedSettings', 'getUnpackedSettings'],
  inspector: ['url'],
  net: ['isIP', 'isIPv4', 'isIPv6', 'BlockList', 'SocketAddress'],
  readline: ['clearLine', 'clearScreenDown', 'cursorTo', 'moveCursor'],
  repl: [],
  tls: ['checkServerIdentity', 'getCiphers', 'rootCertificates'],
  vm: ['isContext'],
  wasi: [],
};

export class Modules {
  readonly #globals: NodeGlobals;
  readonly #loaded = new Map<string, unknown>();

  constructor(globals: NodeGlobals) {
    this.#globals = globals;
  }

  readonly require: Require = Object.assign((given: string) => this.#required(given), {
    resolve: resolved,
  });

  #required(given: string): unknown {
    if (typeof given !== 'string')
      throw coded(
        new TypeError('The "id" argument must be of type string'),
        'ERR_INVALID_ARG_TYPE',
      );
    const name = given.replace(/^node:/, '');
    if (!this.#loaded.has(name)) this.#loaded.set(name, this.#made(name, given));
    return this.#loaded.get(name);
  }

  #made(name: string, given: string): unknown {
    if (SHARED.has(name)) return builtin(name);
    const refused = REFUSED[name];
    if (refused !== undefined) return refusing(name, builtin(name), refused);
    const shim = SHIMS[name];
    if (shim !== undefined) return shim(this.#globals);
    if (name === 'module') return moduleShim(this.require);
    if (name.endsWith('.node'))
      throw notSimulated(`require('${given}')`, 'Native add-ons cannot be simulated.');
    if (builtinModules.includes(name)) throw notSimulated(`require('${given}')`);
    throw coded(new Error(`Cannot find module '${given}'`), 'MODULE_NOT_FOUND');
  }
}

/** A module of the host's Node. */
const builtin = (name: string): Record<string, unknown> =>
  real.process.getBuiltinModule(name) as Record<string, unknown>;
