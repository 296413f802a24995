/** Short forms of the parts of a row. */
import type { AnswerForm, Bound, ClauseSource, Edge } from '../row.js';

/** Date on which all sources of these tables were read. */
const READ = '2026-11-30';

export const A = (of: string, at?: string): ClauseSource => ({
  of,
  ...(at === undefined ? {} : { at }),
  read: READ,
  confidence: 'A',
});
export const B = (of: string, at?: string): ClauseSource => ({ ...A(of, at), confidence: 'B' });
export const C = (of: string, at?: string): ClauseSource => ({ ...A(of, at), confidence: 'C' });

type More = Partial<Pick<Bound, 'code' | 'setting' | 'by' | 'kind' | 'name'>>;

/** Records older than `ms` are outside. */
export const past = (
  ms: number,
  edge: Edge | 'open',
  does: Bound['does'],
  more: More = {},
): Bound => ({
  ...{ name: 'past', side: 'past', by: 'server', ms, edge, does },
  ...more,
});

/** Records more than `ms` ahead are outside. */
export const future = (
  ms: number,
  edge: Edge | 'open',
  does: Bound['does'],
  more: More = {},
): Bound => ({ ...{ name: 'future', side: 'future', by: 'server', ms, edge, does }, ...more });

/** Records before the start of the subscription are outside; the start itself is inside. */
export const started = (does: Bound['does'], code?: string): Bound => ({
  ...{ name: 'started', side: 'past', by: 'subscription', ms: 0, edge: 'in', does },
  ...(code === undefined ? {} : { code }),
});

/** The body names the refused records. */
export const naming = (ok: number, refused: number): AnswerForm => ({ ok, refused, names: true });
/** The body names none. */
export const silent = (ok: number, refused = 400): AnswerForm => ({ ok, refused, names: false });
