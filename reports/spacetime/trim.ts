/**
 * Shortens a long run to the size of a diagram: steps that touch the record stay, the rest is
 * counted.
 */
import { overviewOf } from './overview.js';
import type { SpaceTime, SpaceTimeStep } from './types.js';

/** Positions to keep: the record's own, those around each, and the run's beginning and end. */
function keptOf(run: SpaceTime, stepsMax: number): ReadonlySet<number> {
  const last = run.steps.length - 1;
  const wanted: number[] = [0, last];
  const { record, partsAt } = run;
  if (partsAt !== undefined) wanted.push(Math.min(partsAt, last));
  if (run.decision !== undefined) wanted.push(run.decision.position);
  if (record !== undefined)
    wanted.push(
      record.end.position,
      record.usedFrom,
      record.usedTo,
      ...record.holds.flatMap(({ from, to }) => [from, to]),
      ...run.messages.flatMap((one) => (one.carries ? [one.sent, one.ended ?? one.sent] : [])),
    );
  for (const [position, step] of run.steps.entries())
    if (step.kind === 'clock' || step.kind === 'down' || step.kind === 'up') wanted.push(position);
  const kept = new Set<number>();
  // In widening rings, so that the steps nearest to the record are kept first.
  for (let ring = 0; kept.size < stepsMax && ring <= last; ring += 1)
    for (const position of wanted)
      for (const near of [position - ring, position + ring])
        if (near >= 0 && near <= last && kept.size < stepsMax) kept.add(near);
  return kept;
}

export function trimmed(run: SpaceTime, stepsMax: number): SpaceTime {
  if (run.steps.length <= stepsMax) return run;
  const kept = keptOf(run, stepsMax);
  const steps: SpaceTimeStep[] = [];
  const places: number[] = [];
  let gap = 0;
  for (const [position, step] of run.steps.entries()) {
    if (kept.has(position)) {
      steps.push(step);
      gap = 0;
    } else {
      gap += 1;
      const text = `${String(gap)} steps that do not touch the record are left out`;
      const out: SpaceTimeStep = {
        event: step.event,
        atMs: step.atMs,
        kind: 'left-out',
        label: `… ${String(gap)} steps`,
        text,
        effects: [],
      };
      if (gap === 1) steps.push(out);
      else steps[steps.length - 1] = out;
    }
    places.push(steps.length - 1);
  }
  const place = (position: number): number => places[position] ?? steps.length - 1;
  const drawn = (from: number, to: number | undefined): boolean =>
    kept.has(from) || (to !== undefined && kept.has(to));
  return {
    ...run,
    overview: overviewOf(run),
    steps,
    lanes: run.lanes.map(({ node, offsets }) => ({ node, offsets: offsetsAt(offsets, place) })),
    ...(run.partsAt === undefined ? {} : { partsAt: place(run.partsAt) }),
    ...(run.decision === undefined
      ? {}
      : { decision: { ...run.decision, position: place(run.decision.position) } }),
    messages: run.messages
      .filter((one) => drawn(one.sent, one.ended))
      .map((one) => ({ ...one, sent: place(one.sent), ...endedAt(one.ended, place) })),
    timers: run.timers
      .filter((one) => drawn(one.set, one.ended))
      .map((one) => ({ ...one, set: place(one.set), ...endedAt(one.ended, place) })),
    ...(run.record === undefined
      ? {}
      : {
          record: {
            ...run.record,
            usedFrom: place(run.record.usedFrom),
            usedTo: place(run.record.usedTo),
            holds: run.record.holds.map((hold) => ({
              ...hold,
              from: place(hold.from),
              to: place(hold.to),
            })),
            end: { ...run.record.end, position: place(run.record.end.position) },
          },
        }),
  };
}

const endedAt = (ended: number | undefined, place: (position: number) => number) =>
  ended === undefined ? {} : { ended: place(ended) };

/** Of several changes at one position, the last counts. */
function offsetsAt(
  offsets: SpaceTime['lanes'][number]['offsets'],
  place: (position: number) => number,
): SpaceTime['lanes'][number]['offsets'] {
  const moved = new Map<number, number>();
  for (const [position, offset] of offsets) moved.set(place(position), offset);
  return [...moved];
}
