/** The content of a page that replays runs as they were recorded: plain data, since it runs nothing. */
import type { PlaneClass } from '../../../properties/frontier/types.js';
import type { SpaceTime } from '../../../reports/spacetime/types.js';
import type { ShownRun } from './frame.js';
import type { LinkMessage } from './messages.js';

/** The run with one record followed, and the nearest run that keeps it. */
export interface RecordedLoss {
  readonly shown: Omit<ShownRun, 'records' | 'outcome'>;
  readonly twin?: { readonly run: SpaceTime; readonly words: string };
  /** `sealed from 22 Oct 00:00 on …`; empty: not known. */
  readonly sealed: string;
}

export interface RecordedData {
  readonly title: string;
  readonly variant: string;
  /** The scenario in one sentence. */
  readonly sentence: string;
  readonly verdict: string;
  readonly outcome: PlaneClass;
  /** Reason why nothing in the page can be moved. */
  readonly why: string;
  readonly command: string;
  /** Events and trace hash of the run. */
  readonly identity: string;
  readonly records: ShownRun['records'];
  /** One for each record that can be followed. */
  readonly losses: readonly RecordedLoss[];
}

/** Messages of a drawing, numbered on their links. */
export function drawnMessages(run: SpaceTime): readonly LinkMessage[] {
  const numbers = new Map<string, number>();
  const nodeOf = (lane: number): string => run.lanes[lane]?.node ?? '';
  const timeOf = (position: number): number => run.steps[position]?.atMs ?? 0;
  return run.messages.map(({ from, to, sent, ended, lost, label, carries }) => {
    const link = `${String(from)} ${String(to)}`;
    const number = (numbers.get(link) ?? 0) + 1;
    numbers.set(link, number);
    return {
      ...{ from: nodeOf(from), to: nodeOf(to), number, label, lost, carries, sent },
      sentMs: timeOf(sent),
      ...(ended === undefined ? {} : { ended }),
      ...(ended === undefined || lost ? {} : { arrivedMs: timeOf(ended) }),
    };
  });
}
