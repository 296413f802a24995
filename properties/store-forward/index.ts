/** The only door of properties/store-forward: the store-and-forward study. */
export { storeForwardStudy } from './study.js';
