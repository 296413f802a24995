/** The only door of properties/sms2. */
export * from './article/article.js';
export * from './article/discriminate.js';
export * from './article/observed.js';
export * from './article/predictions.js';
export * from './simulation.js';
export { sms2Study } from './study.js';
