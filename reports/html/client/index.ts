/** The page's own program: draws maps and runs from the data that the page holds. */
import { listenForCopies } from './copy.js';
import { pageData } from './data.js';
import { showMaps } from './map.js';
import { showRuns } from './run-view.js';

listenForCopies();
void pageData().then(({ maps, runs }) => {
  showMaps(maps);
  showRuns(runs);
  document.documentElement.dataset['ready'] = 'true';
});
