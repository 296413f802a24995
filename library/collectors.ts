/**
 * The door `skewproof/collectors`: today's ingestion services as rows of data, and the reducer that
 * judges a request by one of them.
 */
export {
  choicesOf,
  collected,
  collectorNamed,
  COLLECTORS,
  EMPTY_MEMORY,
  settled,
} from '../models/collectors/index.js';
export type {
  BatchJudged,
  Bound,
  ClauseSource,
  CollectedBatch,
  CollectedItem,
  CollectorChoice,
  CollectorMemory,
  CollectorRow,
  Correction,
  Deduplication,
  ItemJudged,
  Reaction,
} from '../models/collectors/index.js';
