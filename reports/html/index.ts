/** The door of reports/html: one verification as one self-contained page. */
export { htmlReport } from './page.js';
