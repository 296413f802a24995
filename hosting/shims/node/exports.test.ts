/**
 * Each export of a simulated module is the real one, or refuses by name, or is in a case of a conformance
 * list. What no list can compare is named here with the reason.
 */
import events from 'node:events';
import { isDeepStrictEqual } from 'node:util';
import test from 'ava';
import { played } from '../../_worlds.test.js';
import { outsideMicrotasks } from '../../realm/node/drain.js';
import { ASYNC_CASES } from './async/conformance.js';
import { CLUSTER_CASES } from './cluster/conformance.js';
import { CRYPTO_CASES } from './crypto/conformance.js';
import { FS_CASES } from './fs/conformance.js';
import { HTTP_CASES } from './http/conformance.js';
import { MODULE_CASES } from './module/conformance.js';
import { SHIMS } from './registry.js';
import { SYSTEM_CASES } from './system/conformance.js';
import { TIMER_CASES } from './timers/conformance.js';
import { ZLIB_CASES } from './zlib/conformance.js';

const CASES = [
  ...[...ASYNC_CASES, ...CLUSTER_CASES, ...CRYPTO_CASES, ...FS_CASES, ...HTTP_CASES],
  ...[...MODULE_CASES, ...SYSTEM_CASES, ...TIMER_CASES, ...ZLIB_CASES],
];
const TEXT = CASES.map(({ run }) => run.toString()).join('\n');

const isNamed = (name: string): boolean =>
  new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`).test(TEXT);

const NAMES = [
  ...['resolve4', 'resolve6', 'resolveAny', 'resolveCname', 'resolveMx', 'resolveNaptr'],
  ...['resolveNs', 'resolvePtr', 'resolveSoa', 'resolveSrv', 'resolveTxt', 'reverse'],
];
const SERVERS = ['getDefaultResultOrder', 'getServers', 'setDefaultResultOrder', 'setServers'];
const CLASSES = [
  ...['Agent', 'globalAgent', 'ClientRequest', 'IncomingMessage', 'OutgoingMessage'],
  ...['Server', 'ServerResponse', 'setMaxIdleHTTPParsers'],
];

/** Exports that no list compares, by the reason and the module. */
const UNCOMPARED: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'the machine, its user or its network decides': {
    dns: ['Resolver', ...NAMES, ...SERVERS],
    'dns/promises': [...NAMES, ...SERVERS],
    os: [
      ...['arch', 'availableParallelism', 'freemem', 'getPriority', 'homedir', 'machine'],
      ...['networkInterfaces', 'setPriority', 'totalmem'],
    ],
    process: [
      ...['_events', '_eventsCount', 'execArgv', 'features', 'config', 'ppid', 'cwd', 'cpuUsage'],
      ...['allowedNodeEnvironmentFlags', 'resourceUsage', 'constrainedMemory', 'availableMemory'],
      ...['getuid', 'geteuid', 'getgid', 'getegid', 'getgroups', 'getActiveResourcesInfo'],
      ...[
        'report',
        'connected',
        'stderr',
        'stdin',
        'setSourceMapsEnabled',
        'argv0',
        'execPath',
        'title',
      ],
    ],
    v8: ['getHeapStatistics'],
    worker_threads: ['isMainThread', 'parentPort', 'resourceLimits', 'threadId', 'workerData'],
  },
  'it would end the process of the test, or start another': {
    child_process: ['ChildProcess', 'exec', 'execSync'],
    process: [
      ...['exit', 'reallyExit', 'kill', 'setUncaughtExceptionCaptureCallback'],
      'hasUncaughtExceptionCaptureCallback',
    ],
  },
  'it prints, and console.test.ts reads that': {
    console: [
      ...['log', 'info', 'debug', 'warn', 'trace', 'dirxml', 'table', 'count', 'countReset'],
      ...['group', 'groupCollapsed', 'groupEnd', 'time', 'timeLog', 'timeEnd', 'timeStamp'],
      ...['profile', 'profileEnd', 'clear'],
    ],
  },
  'it draws': { crypto: ['pseudoRandomBytes', 'prng', 'rng'] },
  'a class or a constant behind the calls of http that are compared': {
    http: CLASSES,
    https: [
      ...['METHODS', 'STATUS_CODES', 'maxHeaderSize', 'validateHeaderName'],
      ...['validateHeaderValue', ...CLASSES],
    ],
    worker_threads: ['MessagePort'],
  },
  'it measures the process': {
    perf_hooks: ['PerformanceObserver', 'monitorEventLoopDelay', 'createHistogram'],
  },
};

/** `sys` is `util` with a warning, and the real one of the other does not load in a thread. */
const LEFT_OUT = ['sys', 'trace_events'];

/** Exports of a shim that are not those of the real module. */
function ownExports(name: string): readonly string[] {
  const real = process.getBuiltinModule(name) as unknown as Record<string, unknown>;
  let found: readonly string[] = [];
  const shared = events as unknown as Record<string, unknown>;
  // Modules that are shared with the host carry the shim out of the program.
  shared['probe'] = (shim: Record<string, unknown>) => {
    found = Object.keys(shim).filter(
      (key) => shim[key] !== real[key] && !isDeepStrictEqual(shim[key], real[key]),
    );
  };
  try {
    played({
      code: `exports.start = () => require('events').probe(require('${name}'));`,
      endAt: 10,
    });
  } finally {
    delete shared['probe'];
  }
  return found;
}

/** True if a call leaves the simulation, and is refused by name. */
function refuses(module: string, name: string): boolean {
  try {
    played({ code: `exports.start = () => require('${module}')['${name}']();`, endAt: 10 });
    return false;
  } catch (error) {
    return String(error).includes('SKEW-404');
  }
}

for (const name of Object.keys(SHIMS).filter((one) => !LEFT_OUT.includes(one)))
  test.serial(`exports - ${name}: each is the real one, refused, or compared`, async (t) => {
    const excused = Object.values(UNCOMPARED).flatMap((modules) => modules[name] ?? []);
    await outsideMicrotasks(() => {
      const own = ownExports(name);
      t.deepEqual(
        own.filter(
          (one) =>
            one !== 'default' && !isNamed(one) && !excused.includes(one) && !refuses(name, one),
        ),
        [],
        'in no conformance list',
      );
      t.deepEqual(excused.filter(isNamed), [], 'excused for nothing');
    });
  });
