/** `explore --watch` in a process of its own, whose files change under it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as later } from 'node:timers/promises';
import test from 'ava';
import { bufferProject } from '../config/_project.test.js';
import { BIN, cli } from './_cli.test.js';

const DEADLINE_MS = 60_000;

/** Both streams of an `explore --watch`, and a wait for a text in them. */
class Watching {
  readonly child;
  said = '';

  constructor(folder: string, args: readonly string[]) {
    this.child = spawn(process.execPath, [BIN, 'explore', ...args, '--watch'], { cwd: folder });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream.on('data', (data) => (this.said += String(data)));
  }

  /** Waits until the text has been printed this number of times. */
  async until(text: string, times: number): Promise<void> {
    for (let waitedMs = 0; waitedMs < DEADLINE_MS; waitedMs += 50) {
      if (this.said.split(text).length > times) return;
      await later(50);
    }
    throw new Error(`"${text}" was not said ${String(times)} times:\n${this.said}`);
  }

  async interrupted(): Promise<number | null> {
    this.child.kill('SIGINT');
    const [code] = (await once(this.child, 'close')) as [number | null];
    return code;
  }
}

test.serial(
  'watch - explores again when any file of the study changes, once for several changes',
  async (t) => {
    const project = bufferProject();
    t.teardown(() => {
      project.remove();
    });
    // Files that Node loads and files that are transformed both belong to the study.
    project.write({
      'package.json': '{ "type": "module" }',
      'entry.study.ts': "import './plain.js';\nexport { default } from './acme.study.js';",
      'plain.js': 'export const plain = 1;',
    });
    const args = ['./entry.study.ts', '--variant', 'sequenced', '--runs', '100', '--no-save'];
    const watching = new Watching(project.folder, args);
    t.teardown(() => watching.child.kill('SIGKILL'));
    await watching.until('Ctrl-C ends this', 1);
    t.regex(watching.said, /buffer\/sequenced, seed \d+: 100 runs, pass/);
    t.regex(watching.said, /Watching 4 files/, 'none of the imported files is missing');
    project.write({ 'plain.js': 'export const plain = 2;' });
    project.write({ 'plain.js': 'export const plain = 3;' });
    await watching.until('Ctrl-C ends this', 2);
    t.is(watching.said.split('plain.js has changed').length, 2, watching.said);
    const source = project.read('model/study.ts');
    project.write({ 'model/study.ts': `${source}\nconst broken: = 1;\n` });
    await watching.until('expected a module without syntax errors', 1);
    await watching.until('Ctrl-C ends this', 3);
    project.write({ 'model/study.ts': source });
    await watching.until('100 runs, pass, no failure.', 3);
    t.is(await watching.interrupted(), 0);
  },
);

test.serial('watch - no file of the user to watch: the exploration’s own exit code', async (t) => {
  const project = bufferProject();
  t.teardown(() => {
    project.remove();
  });
  const args = ['sms2', '--variant', 'h9', '--no-save'];
  const watching = new Watching(project.folder, args);
  const [code] = (await once(watching.child, 'close')) as [number];
  t.is(code, 2, watching.said);
  t.regex(watching.said, /Nothing to watch: no file of yours was read\./);
});

test('watch - many explorations are no single JSON document', async (t) => {
  const { code, stderr } = await cli(['explore', 'sms2', '--variant', 'h1', '--watch', '--json']);
  t.is(code, 2);
  t.regex(stderr, /at --watch: expected output as text, got --json/);
});
