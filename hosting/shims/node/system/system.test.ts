/** Machine and modules as a hosted program finds them, and refusals by name. */
import test from 'ava';
import { played } from '../../../_worlds.test.js';
import { outsideMicrotasks } from '../../../realm/node/drain.js';
import { conforms } from '../_conformance.test.js';
import { SYSTEM_CASES } from './conformance.js';

conforms('system', SYSTEM_CASES);

const REFUSED = {
  "require('net').connect(80)": 'net.connect',
  "new (require('net').Socket)()": 'net.Socket',
  "require('tls').connect(443)": 'tls.connect',
  "require('http2').connect('https://a')": 'http2.connect',
  "require('dgram').createSocket('udp4')": 'dgram.createSocket',
  "new (require('worker_threads').Worker)('x')": 'worker_threads.Worker',
  "require('./build/addon.node')": "require('./build/addon.node')",
  "require('vm').runInThisContext('1')": 'vm.runInThisContext',
  "require('cluster').fork()": 'cluster.fork',
  "require('fs').watch('/tmp')": 'fs.watch',
  "require('fs').symlinkSync('/a', '/b')": 'fs.symlinkSync',
  "require('http').get({ socketPath: '/x' })": 'http.request({ socketPath })',
  "new (require('http').Agent)().createConnection()": 'http.Agent.createConnection',
  "process.dlopen({}, 'x')": 'process.dlopen',
  "process.binding('tcp_wrap')": "process.binding('tcp_wrap')",
  "process.chdir('/tmp')": 'process.chdir',
  "require('net').createServer().listen(80)": 'net.createServer',
  "new (require('tls').TLSSocket)()": 'tls.TLSSocket',
  "require('http2').createServer()": 'http2.createServer',
  "new (require('dgram').Socket)('udp4')": 'dgram.Socket',
  "require('node:inspector').open()": 'inspector.open',
  "new (require('inspector').Session)().connect()": 'inspector.Session',
  "require('repl').start()": 'repl.start',
  "new (require('wasi').WASI)()": 'wasi.WASI',
  "new (require('vm').Script)('1')": 'vm.Script',
  "require('v8').writeHeapSnapshot()": 'v8.writeHeapSnapshot',
  "new (require('tty').ReadStream)(0)": 'tty.ReadStream',
  "require('readline').createInterface({})": 'readline.createInterface',
  "require('trace_events').createTracing({ categories: ['v8'] })": 'trace_events.createTracing',
  "require('async_hooks').createHook({}).enable()": 'async_hooks.createHook().enable',
  "require('async_hooks').executionAsyncResource()": 'async_hooks.executionAsyncResource',
  'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 9)': 'Atomics.wait',
  'Atomics.waitAsync(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 9)': 'Atomics.waitAsync',
  "crypto.subtle.generateKey({ name: 'HMAC' }, true, [])": 'crypto.subtle.generateKey',
  "require('crypto').generateKeyPairSync('rsa')": 'crypto.generateKeyPairSync',
  "require('./build/Release/fast.node')": "require('./build/Release/fast.node')",
  "require('sqlite')": "Cannot find module 'sqlite'",
} as const;

for (const [code, api] of Object.entries(REFUSED).slice(0, -1))
  test(`refusal - ${code} names the interface and the line`, async (t) => {
    const error = await t.throwsAsync(
      outsideMicrotasks(() => played({ code: `\n\nexports.start = () => { ${code}; };` })),
    );
    t.true(
      error.message.startsWith('SKEW-404 at exports.start (program:program:3:'),
      error.message,
    );
    t.true(error.message.includes(`got ${api}.`), error.message);
  });

test('refusal - one that the program catches does not end the run, and leaves a mark', async (t) => {
  const code = `exports.start = ({ told }) => {
    try { require('net').connect(80); } catch (error) { told(error.code); }
  };`;
  const { reports, marks } = await outsideMicrotasks(() => played({ code }));
  t.deepEqual(reports, ['told: SKEW-404']);
  t.deepEqual(marks, ['not simulated: net.connect']);
});

test('system - the machine is the same everywhere, and knows nothing of the host', async (t) => {
  const code = `exports.start = ({ told }) => {
    const os = require('os');
    told([os.hostname(), os.cpus().length, os.homedir(), process.cwd(), process.version,
      Object.keys(process.env), process.execPath, process.pid, new Date(0).getTimezoneOffset(),
      require('worker_threads').isMainThread, require('cluster').isPrimary]);
  };`;
  const { reports } = await outsideMicrotasks(() => played({ code, env: { NODE_ENV: 'test' } }));
  t.deepEqual(reports, [
    'told: ["program",1,"/srv/app","/app","v20.19.0",["NODE_ENV"],"/usr/bin/node",4242,0,true,true]',
  ]);
});

/** Simulated, the same for every host; the value that each must give. */
const SIMULATED: Readonly<Record<string, unknown>> = {
  'String(process.hrtime.bigint())': '0',
  'performance.timeOrigin': 1_700_000_000_000,
  'performance.now()': 0,
  'process.uptime()': 0,
  "require('os').uptime()": 0,
  "require('os').loadavg()": [0, 0, 0],
  "require('os').networkInterfaces()": {},
  "[require('os').hostname(), require('os').release()]": ['program', '6.1.0'],
  "crypto.randomUUID() === require('crypto').randomUUID()": false,
  'Intl.DateTimeFormat().resolvedOptions().timeZone': 'UTC',
  'new Intl.NumberFormat().resolvedOptions().locale': 'en-US',
  '(0, eval)("Date.now()")': 1_700_000_000_000,
  "new Function('return Date.now()')()": 1_700_000_000_000,
  "typeof Function('return this')().BroadcastChannel": 'undefined',
  "typeof require('inspector').url()": 'undefined',
  "require('worker_threads').isMainThread": true,
  "require('child_process').spawnSync('ls').error.code": 'ENOENT',
  "require('child_process').spawnSync('ls').error.path": 'ls',
  "new Promise((done) => require('child_process').exec('ls', (error) => done(error.code)))":
    'ENOENT',
  "require('dns').promises.lookup('a.example')": { address: '10.0.0.1', family: 4 },
  "require('dns').promises.resolveMx('a.example').catch((error) => error.code)": 'ENODATA',
  "(() => { try { return require('./data.json'); } catch (error) { return error.code; } })()":
    'MODULE_NOT_FOUND',
  "(() => { Error.prepareStackTrace = () => 'own'; return new Error('x').stack; })()": 'own',
  'new Error("x").stack.includes(".js")': false,
};

for (const [code, value] of Object.entries(SIMULATED))
  test(`simulated - ${code}`, async (t) => {
    const source = `exports.start = async ({ told }) => { told([await (${code})]); };`;
    const { reports } = await outsideMicrotasks(() => played({ code: source }));
    t.deepEqual(reports, [`told: ${JSON.stringify([value])}`]);
  });

test('simulated - a host name that no node answers for does not resolve', async (t) => {
  const code = `exports.start = ({ told }) => {
    fetch('https://elsewhere.example/').catch((error) => told(error.cause.code));
    require('dns').lookup('elsewhere.example', (error) => told(error.code));
  };`;
  const { reports } = await outsideMicrotasks(() =>
    played({ code, server: { 'ingest.example': 'server' } }),
  );
  t.deepEqual(reports, ['told: ENOTFOUND', 'told: ENOTFOUND']);
});

test('simulated - the stack of an error is the same whatever limit the host has', async (t) => {
  const code = `const deep = (n) => { if (n === 0) throw new Error('deep'); deep(n - 1); };
    exports.start = ({ told }) => { try { deep(30); } catch (error) { told(error); } };`;
  const stacks = (limit: number) =>
    outsideMicrotasks(() => {
      const before = Error.stackTraceLimit;
      Error.stackTraceLimit = limit;
      try {
        return played({ code }).reports;
      } finally {
        Error.stackTraceLimit = before;
      }
    });
  t.deepEqual(await stacks(3), await stacks(100));
});
