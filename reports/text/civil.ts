/** Civil time and durations in words live with the explanations; reports print with the same. */
export { civil, duration } from '../../properties/index.js';
