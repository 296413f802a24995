/** Compares two recordings of one instrumented program at their first difference. */
import type { Decision } from '../../sim/model/node.js';
import { asDecision } from './as-decision.js';
import { PROCESS_ENDS } from './deciding-line.js';
import type { Deciding, DecidingLine, NoDecidingLine, Undecided } from './deciding-line.js';
import { firstDifference } from './difference.js';
import { lastReadBefore } from './last-read.js';
import { Origins } from './origin.js';
import type { Origin } from './origin.js';
import type { Reader } from './reader.js';
import type { Recorder } from './recorder.js';
import { selectedOtherwise, switched } from './selection.js';
import type { RecordedSite } from './sites.js';

/** Both runs have to be recorded again, with these settings of the recorder. */
interface Again {
  readonly kind: 'again';
  readonly from: number;
  readonly upTo: number;
}

/** The reader of both recordings, and the node they are about. */
export interface Reading {
  readonly reader: Reader;
  /** Node whose program it is: its clock is the one that was read. */
  readonly node: string;
}

const SENTENCES: Readonly<Record<Undecided, string>> = {
  same: 'No comparison decides: the program decides the same in both runs.',
  order: 'No comparison decides: tasks of the program come in another order.',
  end: 'No comparison decides: one run ends here, and the other goes on.',
  crash:
    'No comparison decides: the process of one run ends here, by an exception that nothing catches.',
  exception: 'No comparison decides: an exception is caught in one run alone.',
  loop: 'No comparison decides: a collection has more members in one run.',
  path: 'No comparison decides: control arrives at different places.',
};

function reasonOf(losing: Recorder, passing: Recorder, index: number): Undecided {
  if (losing.count === passing.count && index === losing.count) return 'same';
  const kinds = [losing, passing].map((recorder) => recorder.siteAt(index)?.kind);
  if (kinds.includes('catch')) return 'exception';
  if ([losing, passing].some((one) => one.taskAt(index)?.startsWith(PROCESS_ENDS))) return 'crash';
  if (kinds.includes('turn')) return 'loop';
  if (index >= losing.count || index >= passing.count) return 'end';
  return kinds.every((kind) => kind === undefined) ? 'order' : 'path';
}

function nextWords(recorder: Recorder, index: number, reader: Reader): string {
  if (index >= recorder.count) return 'the run ends';
  const site = recorder.siteAt(index);
  if (site === undefined) return recorder.taskAt(index) ?? 'a task';
  return `${reader.placeOf(site)}  ${reader.textOf(site).source}`;
}

function undecided(
  losing: Recorder,
  passing: Recorder,
  index: number,
  { reader }: Reading,
): NoDecidingLine {
  const why = reasonOf(losing, passing, index);
  const selected = selectedOtherwise(losing, passing, index, reader);
  return {
    ...{ kind: 'none', why, words: SENTENCES[why], index },
    losing: nextWords(losing, index, reader),
    passing: nextWords(passing, index, reader),
    ...(selected === undefined ? {} : { selected }),
    ...lastReadBefore(losing, passing, index, reader),
  };
}

function decided(
  losing: Recorder,
  passing: Recorder,
  site: RecordedSite,
  index: number,
  { reader, node }: Reading,
): DecidingLine | Again {
  const [mine, other] = [losing.operandsAt(index), passing.operandsAt(index)];
  if (mine === undefined || other === undefined)
    return { kind: 'again', from: losing.kept[0], upTo: index };
  const texts = reader.textOf(site);
  const search = new Origins(reader);
  const originOf = (side: 0 | 1, text = ''): Origin | undefined =>
    search.of(
      [
        { recorder: losing, value: mine[side].value, before: index },
        { recorder: passing, value: other[side].value, before: index },
      ],
      text,
    );
  const [left, right] = [originOf(0, texts.left ?? texts.source), originOf(1, texts.right)];
  const origins = { ...(left ? { left } : {}), ...(right ? { right } : {}) };
  const decision = (run: 'losing' | 'passing'): Decision =>
    asDecision({
      ...{ site, texts, run, origins, node },
      place: reader.placeOf(site),
      operands: run === 'losing' ? mine : other,
      held: (run === 'losing' ? losing : passing).heldAt(index),
    });
  return {
    kind: 'decision',
    ...{ losing: decision('losing'), passing: decision('passing'), origins },
    ...lastReadBefore(losing, passing, index, reader),
    index,
  };
}

/**
 * Names the first decision at which two recorded runs differ.
 * @returns `again` when it is not among what was kept; `decidingLine` does that by itself
 */
export function deciding(passing: Recorder, losing: Recorder, reading: Reading): Deciding | Again {
  const difference = firstDifference(losing, passing);
  if (difference.kind === 'later') return { kind: 'again', from: difference.from, upTo: Infinity };
  const index = difference.kind === 'equal' ? losing.count : difference.index;
  const [ours, theirs] = [losing.siteAt(index), passing.siteAt(index)];
  if (ours !== undefined && ours === theirs) return decided(losing, passing, ours, index, reading);
  const { reader } = reading;
  const clause = switched(losing, passing, index, reader);
  if (clause === undefined) return undecided(losing, passing, index, reading);
  return {
    kind: 'decision',
    ...clause,
    origins: {},
    ...lastReadBefore(losing, passing, index, reader),
    index,
  };
}
