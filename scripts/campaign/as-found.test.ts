/** Whatever ends a search or its disk, what was found is printed or kept, and no file is half written. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import test from 'ava';
import { BIN, cli } from '../cli/_cli.test.js';

const folder = mkdtempSync(join(tmpdir(), 'skewproof-as-found-'));
test.after.always(() => {
  rmSync(folder, { recursive: true, force: true });
});
const newFolder = (): string => mkdtempSync(join(folder, 'a-'));

const LOSING = ['explore', 'store-forward', '--variant', 'correct+future-timestamp-rejected'];
const FEW = ['--shrink-runs', '5', '--brief', '--workers', '1'];
const hasSignals = process.platform !== 'win32';

/** Names of entries; waits for the first of them. */
async function firstEntries(corpus: string): Promise<readonly string[]> {
  for (;;) {
    const names = existsSync(corpus) ? readdirSync(corpus) : [];
    const entries = names.filter((name) => name.endsWith('.json'));
    if (entries.length > 0) return entries;
    await setTimeout(50);
  }
}

for (const signal of hasSignals ? (['SIGKILL', 'SIGTERM'] as const) : [])
  test.serial(`as found - ${signal} in a long search loses no finding`, async (t) => {
    const corpus = join(newFolder(), 'corpus');
    const args = [BIN, ...LOSING, ...FEW, '--runs', '1000000', '--corpus', corpus];
    const child = spawn(process.execPath, args);
    t.teardown(() => child.kill('SIGKILL'));
    let printed = '';
    child.stdout.on('data', (part) => {
      printed += String(part);
    });
    const closed = once(child, 'close') as Promise<[code: number | null]>;
    const early = await firstEntries(corpus);
    t.true(
      early.every((name) => /-found(-\d+)?\.json$/.test(name)),
      early.join(),
    );
    child.kill(signal);
    const [code] = await closed;
    const left = readdirSync(corpus).filter((name) => name.endsWith('.json'));
    t.true(left.length > 0);
    if (signal === 'SIGTERM') {
      t.is(code, 130);
      t.regex(printed, /LOST[^]*reproduce sk1\./);
      t.deepEqual(
        left.filter((name) => name.includes('-found')),
        [],
      );
    }
    const replayed = await cli(['replay', '--corpus', corpus]);
    t.is(replayed.code, 1, replayed.stderr);
    t.regex(replayed.stdout, /violation .* as saved/);
  });

/** A process whose files may have this many KiB at most: a write beyond that fails, as on a full disk. */
const limited = (kib: number, ...args: readonly string[]) =>
  spawnSync(
    'sh',
    ['-c', `ulimit -f ${String(kib * 2)}; exec "$@"`, 'sh', process.execPath, BIN, ...args],
    {
      encoding: 'utf8',
    },
  );

if (hasSignals)
  test.serial(
    'as found - a disk that takes nothing hides no finding, is named, and has no part of a file',
    (t) => {
      const [full, roomy] = [newFolder(), newFolder()];
      const line = [...LOSING, ...FEW, '--runs', '100', '--corpus'];
      const wanted = limited(10_000, ...line, roomy);
      const { status, stdout, stderr } = limited(0, ...line, full);
      t.is(status, 1, stderr);
      t.is(stdout, wanted.stdout.replace(/ {2}saved as\s+.*\n/g, ''));
      t.regex(
        stderr,
        /SKEW-101 at .*store-forward-\S+\.json: expected a file that can be written, got EFBIG/,
      );
      t.deepEqual(readdirSync(full), []);
      t.true(readdirSync(roomy).length > 0);
      // The next run goes on.
      t.is(limited(10_000, ...line, full).status, 1);
      t.deepEqual(readdirSync(full), readdirSync(roomy));
    },
  );

if (hasSignals)
  test.serial(
    'as found - a report or a shard that has no room is refused before the work, or later leaves the earlier file',
    (t) => {
      const inside = newFolder();
      const few = [...LOSING, ...FEW, '--runs', '100'];
      const blob = join(inside, 'shard.json');
      for (const args of [
        ['--no-save', '--report', inside],
        ['--shard', '1/1', '--blob', blob],
      ]) {
        const shard = args.includes('--shard');
        const line = shard ? few.filter((word) => word !== '--brief') : few;
        const { status, stdout, stderr } = limited(0, ...line, ...args);
        t.deepEqual([status, stdout], [2, ''], stderr);
        t.regex(stderr, /expected a file that can be written, got EFBIG/);
        t.deepEqual(readdirSync(inside), []);
      }
      // Room for the probe and the small files, not for the page.
      const report = [...few, '--no-save', '--report', inside];
      t.is(limited(10_000, ...report).status, 1);
      const before = readFileSync(join(inside, 'report.html'), 'utf8');
      const names = readdirSync(inside);
      const { status, stdout, stderr } = limited(100, ...report);
      t.is(status, 1);
      t.regex(stdout, /LOST/);
      t.regex(
        stderr,
        /report\.html: expected a file that can be written, got EFBIG.*an earlier file is unchanged/,
      );
      t.is(readFileSync(join(inside, 'report.html'), 'utf8'), before);
      t.deepEqual(readdirSync(inside), names);
    },
  );
