/** `process`: the same machine for every host, Node release and operating system. */
import { EventEmitter } from 'node:events';
import { builtinModules } from 'node:module';
import { Writable, Readable } from 'node:stream';
import { ProcessEnded } from '../../../realm/hosted-process.js';
import type { HostedProcess } from '../../../realm/hosted-process.js';
import { notSimulated } from '../../../realm/refusal.js';
import { hrtimeShim } from '../clock/performance.js';
import type { Output } from '../console/console.js';
import { standIn } from '../stand-in.js';
import { real } from '../../../realm/node/real.js';
import { nextTickShim } from './next-tick.js';

/** The oldest release that skewproof supports. */
const VERSION = '20.19.0';
const PID = 4242;
const MEMORY = {
  rss: 50_000_000,
  heapTotal: 20_000_000,
  heapUsed: 10_000_000,
  external: 1_000_000,
  arrayBuffers: 100_000,
} as const;
const SIGNAL_EXIT = 128;
const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGKILL: 9, SIGTERM: 15 } as const;

type Signal = keyof typeof SIGNALS;

export const isSignal = (name: string): name is Signal => Object.hasOwn(SIGNALS, name);

/** A standard stream of the process, written at once. */
function standard(write: (text: string) => void, fd: number): Writable {
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk: string | Uint8Array, _encoding, done) => {
      write(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'));
      done();
    },
  });
  return Object.assign(stream, { fd, isTTY: false, _type: 'pipe' });
}

/** Calls that end the process, or may: `exit`, `abort` and `kill`. */
function endingCalls(
  host: HostedProcess,
  shim: EventEmitter,
): Readonly<Record<'exit' | 'reallyExit' | 'abort' | 'kill', unknown>> {
  let exiting = false;
  const exit = (code?: unknown): never => {
    const status = Number(code ?? standIn<NodeJS.Process>(shim).exitCode ?? 0);
    if (!exiting && host.alive) {
      exiting = true;
      shim.emit('exit', status);
    }
    host.end(status);
    throw new ProcessEnded(`process.exit(${String(status)})`);
  };
  const kill = (pid: number, signal: Signal | number = 'SIGTERM'): boolean => {
    if (pid !== PID) throw Object.assign(new Error('kill ESRCH'), { code: 'ESRCH', errno: -3 });
    if (signal === 0) return true;
    const name = (
      typeof signal === 'string'
        ? signal
        : Object.keys(SIGNALS).find((key) => SIGNALS[key as Signal] === signal)
    ) as Signal;
    host.tasks.complete(() => {
      signalled(host, shim, name);
    });
    return true;
  };
  const abort = (): never => {
    host.end(SIGNAL_EXIT + 6);
    throw new ProcessEnded('process.abort()');
  };
  return { exit, reallyExit: exit, abort, kill };
}

const NO_CPU = { user: 0, system: 0 };

/** The machine as a process reads it: the same for every host. Each process has its own copy. */
const machineFields = (): object => ({
  argv: ['/usr/bin/node', '/app/main.js'],
  execArgv: [],
  versions: { ...real.process.versions, node: VERSION, v8: '11.3.244.8-node.26', modules: '115' },
  release: { name: 'node', lts: 'Iron' },
  features: { inspector: false },
  config: { target_defaults: {}, variables: {} },
  allowedNodeEnvironmentFlags: new Set<string>(),
  memoryUsage: Object.assign(() => ({ ...MEMORY }), { rss: () => MEMORY.rss }),
  pid: PID,
  ppid: 1,
  argv0: 'node',
  execPath: '/usr/bin/node',
  title: 'node',
  platform: 'linux',
  arch: 'x64',
  version: `v${VERSION}`,
  exitCode: undefined,
  cwd: () => '/app',
  chdir: () => {
    throw notSimulated('process.chdir');
  },
  cpuUsage: () => ({ ...NO_CPU }),
  resourceUsage: () => ({ userCPUTime: 0, systemCPUTime: 0, maxRSS: MEMORY.rss / 1_024 }),
  constrainedMemory: () => 0,
  availableMemory: () => 1_000_000_000,
  getuid: () => 1_000,
  geteuid: () => 1_000,
  getgid: () => 1_000,
  getegid: () => 1_000,
  getgroups: () => [1_000],
  getActiveResourcesInfo: () => [],
  setUncaughtExceptionCaptureCallback: () => undefined,
  hasUncaughtExceptionCaptureCallback: () => false,
  setSourceMapsEnabled: () => undefined,
  report: undefined,
  connected: false,
  channel: undefined,
  binding: (name: string) => {
    if (name === 'natives') return Object.fromEntries(builtinModules.map((one) => [one, '']));
    throw notSimulated(`process.binding('${name}')`);
  },
  dlopen: () => {
    throw notSimulated('process.dlopen', 'Native add-ons cannot be simulated.');
  },
  [Symbol.toStringTag]: 'process',
});

/** `env`: the environment of the process; it keeps nothing of the host's. */
export function processShim(
  host: HostedProcess,
  output: Output,
  env: Readonly<Record<string, string>>,
): NodeJS.Process {
  const shim = new EventEmitter();
  const emitWarning = (warning: string | Error, given?: string | { type?: string }): void => {
    const type = typeof given === 'string' ? given : (given?.type ?? 'Warning');
    const error = warning instanceof Error ? warning : new Error(warning);
    if (!(warning instanceof Error)) error.name = type;
    real.process.nextTick(() => {
      shim.emit('warning', error);
      output.error(`(node:${String(PID)}) ${error.name}: ${error.message}\n`, 'warning');
    });
  };
  let mask = 0o22;
  const umask = (to?: number): number => {
    const before = mask;
    if (to !== undefined) mask = to;
    return before;
  };
  Object.assign(shim, {
    ...machineFields(),
    env: { ...env },
    nextTick: nextTickShim(host),
    hrtime: hrtimeShim(host),
    uptime: () => host.sinceStartMs / 1_000,
    umask,
    emitWarning,
    ...endingCalls(host, shim),
  });
  lazily(shim, 'stdout', () => standard(output.out, 1));
  lazily(shim, 'stderr', () =>
    standard((text) => {
      output.error(text, 'stderr');
    }, 2),
  );
  lazily(shim, 'stdin', () => Object.assign(Readable.from([]), { fd: 0, isTTY: false }));
  return standIn<NodeJS.Process>(shim);
}

function lazily(on: object, name: string, make: () => unknown): void {
  Object.defineProperty(on, name, {
    configurable: true,
    enumerable: true,
    get: () => {
      const value = make();
      Object.defineProperty(on, name, { value, writable: true, enumerable: true });
      return value;
    },
  });
}

/** A signal reaches the process: its listener takes it, or it ends the process. */
export function signalled(
  host: HostedProcess,
  shim: { readonly emit: (name: string, ...values: unknown[]) => boolean },
  signal: Signal,
): void {
  if (signal !== 'SIGKILL' && shim.emit(signal, signal, SIGNALS[signal])) return;
  host.end(SIGNAL_EXIT + SIGNALS[signal]);
}
