/** Files that are written as a whole, and those that are read. */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { makeFolder } from './make-folder.js';
import { readRegular } from './read-file.js';
import { writeAllWhole, writeNewWhole } from './write-whole.js';

const folder = mkdtempSync(join(tmpdir(), 'skewproof-files-'));
test.after.always(() => {
  rmSync(folder, { recursive: true, force: true });
});
const newFolder = (): string => mkdtempSync(join(folder, 'a-'));

test('files - if one of several cannot be written, all are as they were', (t) => {
  const inside = newFolder();
  const [first, second] = [join(inside, 'one'), join(inside, 'x'.repeat(300))];
  writeFileSync(first, 'earlier');
  t.throws(
    () => {
      writeAllWhole([
        [first, 'later'],
        [second, 'later'],
      ]);
    },
    { code: 'SKEW-101', message: /x: expected a file that can be written, got ENAMETOOLONG/ },
  );
  t.is(readFileSync(first, 'utf8'), 'earlier');
  t.deepEqual(readdirSync(inside), ['one']);
  writeAllWhole([[first, 'later']]);
  t.is(readFileSync(first, 'utf8'), 'later');
});

test('files - a new one is never written over another', (t) => {
  const inside = newFolder();
  const path = join(inside, 'one');
  writeNewWhole(path, 'first');
  t.throws(() => {
    writeNewWhole(path, 'second');
  });
  t.is(readFileSync(path, 'utf8'), 'first');
  t.deepEqual(readdirSync(inside), ['one']);
});

test('files - a device, a pipe, a folder and a file that never ends are refused, and not waited for', (t) => {
  const inside = newFolder();
  const pipe = join(inside, 'pipe');
  const cases: [string, RegExp][] = [[inside, /got a folder/]];
  if (process.platform !== 'win32') {
    spawnSync('mkfifo', [pipe]);
    const link = join(inside, 'link');
    symlinkSync('/dev/zero', link);
    cases.push([pipe, /got a pipe/], ['/dev/zero', /got a device/], [link, /got a device/]);
  }
  for (const [path, message] of cases)
    t.throws(() => readRegular(path, 'a scenario file'), { code: 'SKEW-101', message });
  const huge = join(inside, 'huge');
  spawnSync('truncate', ['-s', '300M', huge]);
  if (readdirSync(inside).includes('huge'))
    t.throws(() => readRegular(huge, 'a scenario file'), { message: /300 MiB/ });
  t.throws(() => readRegular(join(inside, 'none'), 'a scenario file'), { message: /ENOENT/ });
});

test('files - a folder is made with those above it, and where none can be made that is an error', (t) => {
  const inside = newFolder();
  const deep = join(inside, 'one', 'two', 'three');
  makeFolder(deep);
  makeFolder(deep);
  t.true(existsSync(deep));
  const file = join(inside, 'file');
  writeFileSync(file, '');
  for (const path of [file, join(file, 'below', 'it')])
    t.throws(
      () => {
        makeFolder(path);
      },
      { message: /EEXIST|ENOTDIR/ },
    );
  // Node's own recursive form would never return.
  if (process.platform === 'linux')
    t.throws(
      () => {
        makeFolder('/proc/skewproof/corpus');
      },
      { code: 'ENOENT' },
    );
});
