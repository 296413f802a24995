/** The only door of properties/sms2. */
export * from './article.js';
export * from './discriminate.js';
export * from './observe.js';
export * from './predictions.js';
export * from './simulation.js';
export { sms2Study } from './study.js';
