/**
 * Subjects of the search: the planted defects of each study, one at a time in the correct variant.
 */
import * as sms2 from '../../models/sms2/index.js';
import * as storeForward from '../../models/store-forward/index.js';

/** Space from which each method draws. */
export interface Spaces {
  readonly ours: string;
  readonly plain: string;
}

const USUAL: Spaces = { ours: 'everything', plain: 'plain' };
/** A site with several metering servers. */
const SERVERS: Spaces = { ours: 'servers', plain: 'plain-servers' };
/** Programs that run before the agent does. */
const LATE: Spaces = { ours: 'documented', plain: 'plain-late' };

export interface Subject {
  readonly study: string;
  /** The correct variant; `correct+<defect>` has one defect. */
  readonly correct: string;
  readonly defects: readonly string[];
  /** Other spaces for defects that the space `everything` cannot show. */
  readonly elsewhere?: Readonly<Record<string, Spaces>>;
}

export const SUBJECTS: readonly Subject[] = [
  {
    study: 'sms2',
    correct: 'fixed',
    defects: Object.keys(sms2.DEFECTS).sort(),
    elsewhere: {
      'found-start-taken-as-start': LATE,
      'histories-left-behind': SERVERS,
      'home-moved-first': SERVERS,
      'one-cache-read': SERVERS,
      'running-programs-unseen': LATE,
      'served-when-retired': SERVERS,
    },
  },
  { study: 'store-forward', correct: 'correct', defects: Object.keys(storeForward.DEFECTS).sort() },
];

export const spacesOf = ({ elsewhere = {} }: Subject, defect: string): Spaces =>
  elsewhere[defect] ?? USUAL;

/** True for a defect that needs three conditions or more at once. */
export const isHard = (study: string, defect: string): boolean =>
  study === 'store-forward' && Object.hasOwn(storeForward.HARD_DEFECTS, defect);
