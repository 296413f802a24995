/** The page's own program: draws maps and runs from the data that the page holds. */
import { listenForCopies } from './copy.js';
import { pageData } from './data.js';
import { listenForFilters, openForPrint } from './filter.js';
import { showMaps } from './map.js';
import { showRuns } from './runs.js';

listenForCopies();
listenForFilters();
openForPrint();
void pageData().then(({ maps, runs }) => {
  showMaps(maps);
  showRuns(runs);
  document.documentElement.dataset['ready'] = 'true';
});
