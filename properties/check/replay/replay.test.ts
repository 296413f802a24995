/**
 * Compares the search with the kernel: both take one path to the same states and the same verdict.
 */
import test from 'ava';
import type { DiskContents } from '../../../sim/model/node.js';
import * as sms2 from '../../../models/sms2/index.js';
import { judgedRun } from '../../oracle/judged-run.js';
import { checkedScenario } from '../../corpus/scenario-file.js';
import { sms2Study } from '../../sms2/study.js';
import { systemOf } from '../check.js';
import type { CheckOptions } from '../check.js';
import { pathOf } from './replay.js';
import { walk } from './_walk.test.js';

const DAY_MS = 86_400_000;
const WALKS = 40;
const STEPS_MAX = 150;

const SCOPES: readonly CheckOptions[] = [
  { variant: 'fixed', clients: 1, records: 2, faults: 4, actions: 2, offsetsMs: [0] },
  { variant: 'fixed', clients: 2, records: 3, faults: 6, actions: 1, offsetsMs: [0, -DAY_MS] },
  { variant: 'h1', clients: 1, records: 2, faults: 4, actions: 2, offsetsMs: [0, -DAY_MS] },
  { variant: 'h4', clients: 2, records: 3, faults: 3, actions: 3, offsetsMs: [0, 30 * DAY_MS] },
];

/** Files in order of name: the order of first writing has no meaning. */
const filesOf = (contents: DiskContents): readonly (readonly [string, unknown])[] =>
  Object.entries(contents).sort(([a], [b]) => (a < b ? -1 : 1));

for (const options of SCOPES)
  test(`replay ${options.variant}, ${String(options.clients)} client(s) - walks end in the kernel's own states, views and verdict`, (t) => {
    const system = systemOf(sms2Study, options);
    const { names } = system.nodeStates;
    const seen = { lost: 0, late: 0, doubled: 0, crashes: 0, clocks: 0, broken: 0 };
    for (let seed = 0; seed < WALKS; seed += 1) {
      const { scenario, end } = pathOf(system, walk(system, seed, STEPS_MAX));
      const place = `seed ${String(seed)}: ${JSON.stringify(scenario)}`;
      t.deepEqual(checkedScenario(sms2Study, scenario, 'path'), scenario);
      const views: unknown[] = [];
      const { result, world } = judgedRun(sms2Study, scenario, {
        observers: [
          {
            onEffect: (_at, _node, effect) => {
              if (effect.kind === 'show') views.push(effect.view);
            },
          },
        ],
      });
      const nodes = names.map((_, node) => system.nodeStates.node(end[node] ?? 0));
      nodes.forEach((parts, node) => {
        const name = names[node] ?? '';
        t.deepEqual(parts.state, world.stateOf(name), `${name}, ${place}`);
        t.deepEqual(
          filesOf(parts.storage.disk.contents()),
          filesOf(world.diskOf(name)),
          `${name}, ${place}`,
        );
      });
      const observations = system.nodeStates.histories.observations(end[system.nodeCount + 3] ?? 0);
      const shown = (observations[names.indexOf(sms2.CONSOLE)] ?? []).flatMap(({ what }) =>
        what.kind === 'effect' && what.effect.kind === 'show' ? [what.effect.view] : [],
      );
      t.deepEqual(shown, views, place);
      t.deepEqual(system.judgement(end).violations, result.violations, place);
      for (const { delaysMs } of scenario.schedule?.messages ?? []) {
        if (delaysMs.length === 0) seen.lost += 1;
        if (delaysMs.length > 1) seen.doubled += 1;
        if (delaysMs.some((ms) => ms > 0)) seen.late += 1;
      }
      for (const { kind } of scenario.faults)
        if (kind === 'crash') seen.crashes += 1;
        else seen.clocks += 1;
      if (result.violations.length > 0) seen.broken += 1;
    }
    t.log(seen);
    const { lost, late, doubled, crashes, clocks } = seen;
    t.true([lost, late, doubled, crashes].every((count) => count > 0));
    t.is(clocks > 0, options.offsetsMs.length > 1);
  });
