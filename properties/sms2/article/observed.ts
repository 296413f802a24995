/** Observes a run from outside: the times of uploads, and the uses that the window shows. */
import { msOf } from '../../../sim/model/time.js';
import { World } from '../../../sim/world/world.js';
import * as sms2 from '../../../models/sms2/index.js';

interface Look {
  readonly atMs: number;
  readonly view: sms2.SummaryView;
}

interface SeenUse {
  readonly record: number;
  readonly startMs: number;
  readonly endMs: number;
}

export interface Observation {
  /** True times at which the server accepted a client's log, ms. */
  readonly uploadsMs: readonly number[];
  /** Every use that ended on a client, in order of its end. */
  readonly uses: readonly SeenUse[];
  readonly looks: readonly Look[];
  /** Tracers in the last look. */
  readonly shown: ReadonlySet<number>;
  readonly reports: number;
  readonly endMs: number;
}

export function observe(scenario: sms2.Sms2Scenario): Observation {
  const uploadsMs: number[] = [];
  const uses: SeenUse[] = [];
  const looks: Look[] = [];
  const starts = new Map<number, number>();
  let reports = 0;
  const world = new World(sms2.worldOf(scenario), {
    observers: [
      {
        onEvent(at, _node, event) {
          if (event.kind === 'message' && event.message.kind === 'uploaded')
            uploadsMs.push(msOf(at));
          if (event.kind !== 'input') return;
          const { input } = event;
          if (input.kind === 'use-start') starts.set(input.record, msOf(at));
          if (input.kind === 'use-end')
            uses.push({
              record: input.record,
              startMs: starts.get(input.record) ?? msOf(at),
              endMs: msOf(at),
            });
        },
        onEffect(at, _node, effect) {
          if (effect.kind === 'show')
            looks.push({ atMs: msOf(at), view: effect.view as sms2.SummaryView });
          if (effect.kind === 'report') reports += 1;
        },
      },
    ],
  });
  world.run();
  const last = looks.at(-1)?.view;
  const shown = new Set<number>();
  for (const row of last?.rows ?? []) shown.add(row.record);
  for (const summary of last?.summaries ?? [])
    for (const record of summary.records) shown.add(record);
  return { uploadsMs, uses, looks, shown, reports, endMs: msOf(world.now) };
}
