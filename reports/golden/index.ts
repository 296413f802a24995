/** The door of reports/golden: drawings that are kept in the repository and compared. */
export { GOLDEN } from './scenarios.js';
