/** Files that `init` writes: a first study, its test, and a config. */
import type { Language } from './language.js';
import type { Runner } from './runner.js';
import { testText } from './test-text.js';

/**
 * A complete small study: an agent that keeps rows and deletes old ones, a server that stores them.
 * It has one mistake, so that the first search finds something.
 */
export const studyText = (name: string, language: Language): string => `/**
 * The study "${name}": a model of a system that records what is used and uploads it.
 *
 * This one keeps records on an agent until the server has them, and deletes what is thirty days old.
 * Change it, step by step, into yours: what the agent keeps, when it uploads, what it lets go of.
 *
 *   npx skewproof explore ${name} --variant shipped     finds what is lost, and explains it
 *   npx skewproof verify ${name}                        all variants, against what is expected
 *   npx skewproof check ${name} --variant corrected     every interleaving of a small case
 */
import { DAY_MS, MINUTE_MS, pipeline } from 'skewproof';

const RETENTION_MS = 30 * DAY_MS;

export default pipeline({
  name: '${name}',
  title: 'an agent that deletes what is thirty days old',
  // One variant for each version of the system, with the properties that it is expected to break.
  variants: {
    shipped: { title: 'the age of a row is by the wall clock', violated: ['conservation'] },
    corrected: { title: 'the age of a row is by a clock that is never set' },
  },
  agent: {
    uploadEveryMs: 10 * MINUTE_MS,
    // A row to keep for a use. The wall clock can be wrong, and can be set: the search varies it.
    record: (agent, use) => {
      const since = agent.variant === 'shipped' ? agent.wall : agent.elapsed;
      return { ...use, id: agent.id, since };
    },
    upload: (agent) => {
      const now = agent.variant === 'shipped' ? agent.wall : agent.elapsed;
      // A comparison that decides about a record: a finding can then say which one lost it.
      agent.keep((row) =>
        agent.decide(
          'young',
          ['age', now - row.since],
          '<=',
          ['retention', RETENTION_MS],
          row,
          'the row is deleted',
        ),
      );
      return agent.rows;
    },
    // The server has these rows.
    answer: ${language === 'ts' ? '(agent, ids: readonly number[])' : '(agent, /** @type {readonly number[]} */ ids)'} => agent.keep(({ id }) => !ids.includes(id)),
  },
  server: {
    receive: (server, rows) => {
      server.addNew(rows, ({ id }) => id);
      return rows.map(({ id }) => id);
    },
  },
});
`;

/** The corrected variant keeps every record; the search shows that the shipped one loses some. */
export const studyTestText = (name: string, runner: Runner, specifier: string): string =>
  testText({
    runner,
    about: [`The study "${name}" as a test: what is corrected keeps every record.`],
    names: ['assertEveryRecord'],
    study: { specifier, path: ['default'] },
    cases: [
      {
        title: `${name} - corrected keeps every record`,
        body: "assertEveryRecord(study, { variant: 'corrected', runs: 200 });",
      },
    ],
  });

/** A study of code that is there. What has to be said of it is marked. */
export const programText = (name: string, agent: string): string => `/**
 * The program "${name}", as it is, on simulated clocks, timers, network and disk.
 *
 *   npx skewproof explore ${name} --variant shipped     finds what is lost, and explains it
 *   npx skewproof verify ${name}                        all variants, against what is expected
 */
import { program } from 'skewproof/hosting';

export default program({
  name: '${name}',
  agent: '${agent}',
  from: import.meta.url,
  // Runs inside the simulated process: it sees the agent's exports, and nothing of this file.
  start: (agent, { track, flush, told }) => {
    // Change this: make the agent, and put the marker into a property that is sent.
    const made = new agent.Telemetry({ url: 'https://ingest.example/v1' });
    made.on?.('error', told);
    track((marker) => made.track({ marker }));
    flush(() => made.flush?.());
  },
  collector: 'accept-all',
});
`;

/** No clock loses a record. */
export const programTestText = (name: string, runner: Runner, specifier: string): string =>
  testText({
    runner,
    about: [`The program "${name}" as a test: it keeps every record.`],
    names: ['assertEveryRecord'],
    study: { specifier, path: ['default'] },
    cases: [
      {
        title: `${name} - keeps every record`,
        body: "assertEveryRecord(study, { variant: 'shipped', runs: 100 });",
        hosted: true,
      },
    ],
  });

export const configText = (study: string): string => `import { defineConfig } from 'skewproof';

export default defineConfig({
  // Files that export studies: every command and every token finds them by name.
  studies: ['${study}'],
});
`;
