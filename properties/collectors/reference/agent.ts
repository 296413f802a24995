/**
 * The reference agent in three forms. `naive`: its clock dates the uses, and any answer ends them.
 * `documented`: it keeps to the limits that the service documents, reads the answer record by record,
 * and reports what is refused. `designed`: it dates by the server's clock, and moves a date that no
 * longer is accepted to the nearest one that is, with the error stated.
 */
import type { CollectorRow } from '../../../models/collectors/index.js';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../../sim/model/time.js';
import type { AgentParts } from '../../pipeline/parts.js';
import { isTaken } from '../../pipeline/served.js';
import type { CollectorReply, CollectorRequestBatch } from '../../pipeline/served.js';
import { serverNow } from './dates.js';
import { entriesOf } from './entries.js';
import { limitsOf } from './limits.js';
import type { KnownLimits } from './limits.js';
import type { Agent, AgentMemory, Form, UsageRow } from './row.js';

/** Time between uploads, ms; it doubles while none is answered. */
const UPLOAD_EVERY_MS = 10 * MINUTE_MS;
const ENTRIES_MAX = 1_000;
/** Refusals of one entry in a row after which it is reported. */
const REFUSALS_MAX = 3;
const DUPLICATE = 'duplicate';

const MEMORY: AgentMemory = {
  ...{ learnt: null, entriesMax: ENTRIES_MAX, tries: 0, refusals: 0 },
  ...{ sent: {}, assigned: {}, lastAt: null },
};

/** The clock that a form goes by, ms since 1970; undefined: it has to ask for it first. */
const clockOf = (agent: Agent): number | undefined =>
  agent.variant === 'designed' ? serverNow(agent) : agent.wall;

function report(agent: Agent, why: string, isLost: (row: UsageRow) => boolean): void {
  const lost = agent.rows.filter(isLost);
  if (lost.length === 0) return;
  agent.report(why, lost);
  agent.keep((row) => !isLost(row));
}

function upload(agent: Agent, limits: KnownLimits): CollectorRequestBatch | undefined {
  const { memory, variant, wall } = agent;
  const backoffMs = Math.min(HOUR_MS, UPLOAD_EVERY_MS * 2 ** Math.min(memory.tries, 8));
  agent.after('upload', backoffMs);
  if (agent.rows.length === 0) return undefined;
  agent.memory.tries = memory.tries + 1;
  const now = clockOf(agent);
  // The answer to an empty request states the server's clock.
  if (now === undefined) return { entries: [], sentAt: wall };
  if (variant === 'documented')
    report(agent, 'older than the service accepts', ({ at }) => wall - at > limits.pastMs);
  const entries = entriesOf(agent, limits, now);
  if (entries.length === 0) return undefined;
  const idsOf = (uses: readonly object[]): readonly number[] =>
    (uses as readonly UsageRow[]).map(({ id }) => id);
  const sent = entries.map(({ id, uses }) => [id, idsOf(uses)] as const);
  agent.memory.sent = { ...memory.sent, ...Object.fromEntries(sent) };
  const dates = entries.flatMap(({ at, uses }) =>
    idsOf(uses).map((id) => [String(id), at] as const),
  );
  agent.memory.assigned = { ...memory.assigned, ...Object.fromEntries(dates) };
  agent.memory.lastAt = Math.max(memory.lastAt ?? -Infinity, ...entries.map(({ at }) => at));
  // A row carries more than a service is given.
  const given = entries.map((entry) => ({
    ...entry,
    uses: entry.uses.map(({ record, agent: node, item }) => ({ record, agent: node, item })),
  }));
  return { entries: given, sentAt: now };
}

/** Rows behind entries, by identity. */
const behind = ({ memory }: Agent, ids: readonly string[]): ReadonlySet<number> =>
  new Set(ids.flatMap((id) => memory.sent[id] ?? []));

/** Lets go of entries that are done, and forgets that they were sent. */
function done(agent: Agent, ids: readonly string[]): void {
  const rows = behind(agent, ids);
  const sent: Record<string, readonly number[]> = {};
  for (const [id, behindIt] of Object.entries(agent.memory.sent))
    if (!ids.includes(id)) sent[id] = behindIt;
  agent.memory.sent = sent;
  agent.keep(({ id }) => !rows.has(id));
}

/** Entries that were refused for good are reported. Others are dated again, and sent again. */
function refusedOnes(agent: Agent, ids: readonly string[]): void {
  if (ids.length === 0) return;
  const { memory, variant } = agent;
  const rows = behind(agent, ids);
  if (variant === 'designed' && memory.refusals < REFUSALS_MAX) {
    agent.memory.refusals = memory.refusals + 1;
    const assigned: Record<string, number> = {};
    for (const [id, at] of Object.entries(memory.assigned))
      if (!rows.has(Number(id))) assigned[id] = at;
    agent.memory.assigned = assigned;
    return;
  }
  report(agent, 'refused by the service', ({ id }) => rows.has(id));
  done(agent, ids);
}

/** A request of which no part is known to be kept: half of it is sent next. */
function refusedWhole(agent: Agent, { sent, refusedWhole: why }: CollectorReply): void {
  const [only] = sent;
  if (sent.length > 1) {
    agent.memory.entriesMax = Math.ceil(sent.length / 2);
    return;
  }
  if (only === undefined) return;
  agent.memory.entriesMax = ENTRIES_MAX;
  // A single entry that is known already was kept before.
  if (why === DUPLICATE) done(agent, sent);
  else refusedOnes(agent, sent);
}

function answered(agent: Agent, reply: CollectorReply): void {
  agent.memory.learnt = { wall: reply.wall, elapsed: agent.elapsed };
  agent.memory.tries = 0;
  agent.after('upload', reply.sent.length === 0 ? SECOND_MS : UPLOAD_EVERY_MS);
  if (agent.variant === 'naive') {
    done(agent, reply.sent);
    return;
  }
  const { refused, sent } = reply;
  const isNamed = refused.length > 0 && reply.refusedWhole === undefined;
  if (!isTaken(reply) && !isNamed) {
    refusedWhole(agent, reply);
    agent.after('upload', SECOND_MS);
    return;
  }
  const bad = refused.filter(({ code }) => code !== DUPLICATE).map(({ id }) => id);
  agent.memory.entriesMax = ENTRIES_MAX;
  if (bad.length === 0) agent.memory.refusals = 0;
  refusedOnes(agent, bad);
  done(
    agent,
    sent.filter((id) => !bad.includes(id)),
  );
}

/** The agent as it is set up for a collector; undefined: for a server without limits. */
export function referenceAgent(
  row: CollectorRow | undefined,
): AgentParts<Form, UsageRow, CollectorRequestBatch, CollectorReply, AgentMemory> {
  const limits = limitsOf(row);
  return {
    memory: MEMORY,
    uploadEveryMs: UPLOAD_EVERY_MS,
    record: (agent, use) => {
      const { id, run, wall, elapsed } = agent;
      return { ...use, id, run, at: wall, elapsed };
    },
    upload: (agent) => upload(agent, limits),
    answer: answered,
  };
}
