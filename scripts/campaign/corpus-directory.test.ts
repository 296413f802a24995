import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import test from 'ava';
import { SkewproofError } from '../../sim/model/errors.js';
import { DROPPED, toy, toyStudy } from '../../properties/_toy.test.js';
import type { ToyScenario } from '../../properties/_toy.test.js';
import { loadCorpus, saveEntry } from './corpus-directory.js';
import type { CorpusEntry } from '../../properties/corpus/entry.js';
import { runScenario } from '../../properties/oracle/judged-run.js';

/** A folder that exists for one test. */
function withFolder(use: (folder: string) => void): void {
  const folder = mkdtempSync(join(import.meta.dirname, '.corpus-test-'));
  try {
    use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const SCENARIO = toy('edge+planted', { offsetMs: 38 });
const ENTRY: CorpusEntry = {
  format: 1,
  study: 'toy',
  variant: 'edge+planted',
  fingerprint: DROPPED,
  hash: runScenario(toyStudy, SCENARIO).summary.hash,
  foundWith: { seed: 1, run: 7 },
  scenario: SCENARIO,
};

test('corpus - a saved entry is loaded, and replays to the same hash', (t) => {
  withFolder((folder) => {
    const path = saveEntry(join(folder, 'new', 'deep'), ENTRY);
    t.regex(basename(path), /^toy-edge_planted-[0-9a-f]{8}\.json$/);
    const [loaded, ...more] = loadCorpus(join(folder, 'new', 'deep'));
    t.deepEqual(more, []);
    t.deepEqual(loaded, { path, entry: ENTRY });
    const again = runScenario(toyStudy, loaded?.entry.scenario as ToyScenario);
    t.is(again.summary.hash, ENTRY.hash);
    t.is(again.verdict, 'violation');
  });
});

test('corpus - an equal entry is the same file, and no other entry overwrites it', (t) => {
  withFolder((folder) => {
    const first = saveEntry(folder, ENTRY);
    const text = readFileSync(first, 'utf8');
    t.is(saveEntry(folder, ENTRY), first);
    const other = saveEntry(folder, { ...ENTRY, foundWith: { seed: 2, run: 1 } });
    t.is(basename(other), basename(first).replace('.json', '-2.json'));
    t.is(readFileSync(first, 'utf8'), text);
    t.is(saveEntry(folder, { ...ENTRY, foundWith: { seed: 2, run: 1 } }), other);
    t.is(readdirSync(folder).length, 2);
  });
});

test('corpus - entries come in the order of their names, other files are left alone', (t) => {
  withFolder((folder) => {
    for (const fingerprint of ['a', 'b', 'c']) saveEntry(folder, { ...ENTRY, fingerprint });
    writeFileSync(join(folder, 'notes.txt'), 'not an entry');
    const paths = loadCorpus(folder).map(({ path }) => path);
    t.is(paths.length, 3);
    t.deepEqual(paths, [...paths].sort());
  });
});

test('corpus - no folder: no entries', (t) => {
  t.deepEqual(loadCorpus(join(import.meta.dirname, 'no-such-folder')), []);
});

test('corpus - a corrupt file is named, whatever its fault', (t) => {
  const texts = ['', '{"format": 1,', 'null', '3', '{"format": 2}', '{"format":1,"hash":"x"}'];
  for (const text of texts)
    withFolder((folder) => {
      saveEntry(folder, ENTRY);
      const path = join(folder, 'zz.json');
      writeFileSync(path, text);
      const error = t.throws(() => loadCorpus(folder), { instanceOf: SkewproofError });
      t.is(error.code, 'SKEW-101');
      t.is(error.place, path);
      t.is(error.got, text);
    });
});
