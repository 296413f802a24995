/** Study of a generic agent and server: each class of mistake that loses telemetry, by itself. */
import type * as storeForward from '../../models/store-forward/index.js';
import { defineStudy } from '../study/contract.js';
import { storeForwardRunnable } from './runnable.js';
import { SPACES } from './space.js';

/**
 * A study of a generic agent and server that store and forward, with planted defects.
 * @since 0.1.0
 */
export const storeForwardStudy = defineStudy<
  storeForward.StoreForwardScenario,
  storeForward.Message,
  storeForward.Input
>({ ...storeForwardRunnable, spaces: SPACES });
