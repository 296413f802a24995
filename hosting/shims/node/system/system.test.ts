/** Machine and modules as a hosted program finds them, and refusals by name. */
import test from 'ava';
import { played } from '../../../_worlds.test.js';
import { outsideMicrotasks } from '../../../realm/node-drain.js';
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
