/**
 * Finds the cheapest observation that distinguishes two mechanisms: a breadth-first search over
 * operator actions for the shortest sequence after which the summary windows differ.
 *
 * The setting is the article's: the agent was installed with its clock 30 days behind and has
 * metered for two days; no usage has been shown.
 */
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../sim/model/time.js';
import * as sms2 from '../../../models/sms2/index.js';
import { observe } from './observed.js';

/** Single moves of an operator; each is followed by a wait of two polls and a look. */
const OPERATOR_MOVES = {
  'wait and look': () => [],
  'synchronise the clock': (at) => [{ kind: 'synchronise', at, client: 0 }],
  'restart the client': (at) => [{ kind: 'restart', at, client: 0 }],
  'delete the log file': (at) => [{ kind: 'delete-log', at, client: 0 }],
  'delete NextOfflineSyncTime': (at) => [{ kind: 'delete-next-sync-time', at, client: 0 }],
  'change an agent setting': (at) => [{ kind: 'change-setting', at, pollMinutes: 240 }],
  'remove the client cleanly and reinstall it': (at) => [
    { kind: 'remove', at, client: 0, clean: true },
    { kind: 'install', at: at + 1, client: 0 },
  ],
  'remove the client leaving residue and reinstall it': (at) => [
    { kind: 'remove', at, client: 0, clean: false },
    { kind: 'install', at: at + 1, client: 0 },
  ],
} as const satisfies Record<string, (at: number) => readonly sms2.OperatorAction[]>;

type OperatorMove = keyof typeof OPERATOR_MOVES;

const MOVES = Object.keys(OPERATOR_MOVES) as OperatorMove[];
const BEFORE_MS = 2 * DAY_MS;
/** Two polls, or one cycle in which a changed setting reaches the client, whichever is longer. */
const MOVE_MS = DAY_MS;
const SYMPTOM_BEHIND_MS = 30 * DAY_MS;

function discriminationScenario(
  mechanism: sms2.MechanismName,
  moves: readonly OperatorMove[],
): sms2.Sms2Scenario {
  const base = sms2.simplestScenario(mechanism);
  const durationMs = BEFORE_MS + moves.length * MOVE_MS;
  const sessions = Math.floor(durationMs / HOUR_MS);
  return {
    ...base,
    durationMs,
    toleranceMs: HOUR_MS,
    // A look at the end of each move.
    looks: Math.floor(durationMs / MOVE_MS) - 1,
    clients: base.clients.map((client) => ({ ...client, offsetMs: -SYMPTOM_BEHIND_MS, sessions })),
    actions: moves.flatMap((move, i) => [
      ...OPERATOR_MOVES[move](BEFORE_MS + i * MOVE_MS + MINUTE_MS),
    ]),
  };
}

interface OperatorSees {
  /** The uses shown at each look: their number, and the first and last stamp. */
  readonly looks: readonly string[];
  /** The last look, in words. */
  readonly lastly: string;
}

/** Returns only what the window shows: program, user, stamps. No tracer and no internal state. */
export function operatorSees(
  mechanism: sms2.MechanismName,
  moves: readonly OperatorMove[],
): OperatorSees {
  const seen = observe(discriminationScenario(mechanism, moves));
  const metered = seen.uses.length;
  return {
    looks: seen.looks.map(({ view }) =>
      view.rows
        .map(
          (row) =>
            `${row.client}/${row.user}/${row.program}/${String(row.start)}/${String(row.end)}`,
        )
        .sort()
        .join('\n'),
    ),
    lastly: `${String(seen.looks.at(-1)?.view.rows.length ?? 0)} of ${String(metered)} uses shown`,
  };
}

export interface Discrimination {
  readonly a: sms2.MechanismName;
  readonly b: sms2.MechanismName;
  /** The shortest distinguishing sequence; undefined if there is none up to the depth searched. */
  readonly moves: readonly OperatorMove[] | undefined;
  readonly aSees: string;
  readonly bSees: string;
  /** Length up to which all sequences were tried. */
  readonly depth: number;
}

/**
 * Finds the shortest distinguishing sequence of moves for every pair of mechanisms. Among equally
 * short ones it takes the first in the order of OPERATOR_MOVES.
 */
export function discriminate(
  mechanisms: readonly sms2.MechanismName[],
  depthMax = 3,
): readonly Discrimination[] {
  const pairs = mechanisms.flatMap((a, i) => mechanisms.slice(i + 1).map((b) => ({ a, b })));
  const found = new Map<string, Discrimination>();
  const key = (pair: { a: string; b: string }): string => `${pair.a} ${pair.b}`;
  let level: OperatorMove[][] = [[]];
  let depth = 0;
  while (depth < depthMax && found.size < pairs.length) {
    depth += 1;
    level = level.flatMap((moves) => MOVES.map((move) => [...moves, move]));
    for (const moves of level) {
      const open = pairs.filter((pair) => !found.has(key(pair)));
      if (open.length === 0) break;
      const sees = new Map(mechanisms.map((name) => [name, operatorSees(name, moves)]));
      for (const { a, b } of open) {
        const ofA = sees.get(a);
        const ofB = sees.get(b);
        if (ofA === undefined || ofB === undefined || ofA.looks.join('\f') === ofB.looks.join('\f'))
          continue;
        found.set(key({ a, b }), { a, b, moves, aSees: ofA.lastly, bSees: ofB.lastly, depth });
      }
    }
  }
  return pairs.map(
    ({ a, b }) =>
      found.get(key({ a, b })) ?? { a, b, moves: undefined, aSees: '', bSees: '', depth },
  );
}
