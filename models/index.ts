/** The only door of models/: pure models of the systems under examination. */
export * as sms2 from './sms2/index.js';
export * as storeForward from './store-forward/index.js';
