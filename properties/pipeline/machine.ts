/** The machine as its handlers see it. Each step has an object of its own. */
import { msOf } from '../../sim/model/time.js';
import type { Decision, Effect, LocalTime } from '../../sim/model/node.js';
import type { Machine, Side, Use } from './parts.js';
import type { Message } from './protocol.js';

const holds = (left: number, comparison: Decision['comparison'], right: number): boolean => {
  switch (comparison) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    case '=':
      return left === right;
    case '!=':
      return left !== right;
  }
};

/** @throws Error where a side has no value: no comparison with it ever holds, and none can be named */
function checkedSides(decision: string, ...sides: readonly Side[]): void {
  for (const [name, value] of sides)
    if (typeof value !== 'number' || Number.isNaN(value))
      throw new Error(
        `in decide "${decision}" the side "${name}" is ${String(value)}, not a number`,
      );
}

const sideOf = ([name, value, clock, latchedBy]: Side): Decision['left'] => ({
  name,
  value,
  ...(clock === undefined ? {} : { clock }),
  ...(latchedBy === undefined ? {} : { latchedBy }),
});

export class MachineView<Variant extends string, Memory> implements Machine<Variant, Memory> {
  readonly wall: number;
  readonly elapsed: number;
  readonly memory: Memory;
  /** Effects of the step so far, in order. */
  protected readonly asked: Effect<Message>[] = [];

  constructor(
    readonly name: string,
    readonly variant: Variant,
    memory: Memory,
    now: LocalTime,
  ) {
    this.wall = msOf(now.wall);
    this.elapsed = msOf(now.elapsed);
    // A copy: an assignment must not reach an earlier state.
    this.memory = { ...memory };
  }

  decide(
    name: string,
    left: Side,
    comparison: Decision['comparison'],
    right: Side,
    about: Use | readonly Use[],
    otherwise = 'the row is skipped',
  ): boolean {
    checkedSides(name, left, right);
    const held = holds(left[1], comparison, right[1]);
    const stated = {
      name,
      left: sideOf(left),
      comparison,
      right: sideOf(right),
      held,
      outcome: otherwise,
    };
    for (const { record } of 'record' in about ? [about] : about)
      this.asked.push({ kind: 'decide', decision: { ...stated, record } });
    return held;
  }

  report(name: string, rows: readonly Use[]): void {
    for (const agent of new Set(rows.map((row) => row.agent))) {
      const records = rows.filter((row) => row.agent === agent).map(({ record }) => record);
      this.asked.push({ kind: 'report', report: { name, records, details: { agent } } });
    }
  }

  mark(name: string): void {
    this.asked.push({ kind: 'mark', mark: name });
  }
}

/** @throws Error where a row does not say which use it stands for. */
export function checkedRow<Row extends Use>(row: Row, handler: string): Row {
  const { record, agent, item } = Object(row) as Partial<Record<keyof Use, unknown>>;
  if (typeof record === 'number' && typeof agent === 'string' && typeof item === 'string')
    return row;
  throw new Error(
    `a row in ${handler} has no record, agent and item: make it as { ...use, … }, and keep them`,
  );
}
