/** Signals that end a command are heard, each once; a second one has its own effect. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import test from 'ava';

const CONTEXT = new URL('./context.js', import.meta.url).href;
const PROGRAM = `
const { PROCESS_HOST } = await import(${JSON.stringify(CONTEXT)});
const stay = setInterval(() => undefined, 1_000);
PROCESS_HOST.onInterrupt(() => { console.log('heard'); });
console.log('ready');
`;

for (const signal of process.platform === 'win32' ? [] : (['SIGINT', 'SIGTERM', 'SIGHUP'] as const))
  test(`signals - ${signal} is heard once, and a second ends the process`, async (t) => {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', PROGRAM]);
    t.teardown(() => child.kill('SIGKILL'));
    const ended = once(child, 'exit');
    let text = '';
    for await (const part of child.stdout) {
      text += String(part);
      if (text === 'ready\n' || text === 'ready\nheard\n') child.kill(signal);
    }
    t.is(text, 'ready\nheard\n');
    t.deepEqual(await ended, [null, signal]);
  });
