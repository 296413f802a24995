/** Search and filter of the findings, chips that open one, and details that a printer needs open. */
import { element, say } from './dom.js';

function showMatching(bar: HTMLElement, kinds: readonly HTMLDetailsElement[]): void {
  const words = bar
    .querySelector<HTMLInputElement>('[data-search]')
    ?.value.toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const off = new Set(
    [...bar.querySelectorAll<HTMLInputElement>('[data-fate-filter]')]
      .filter(({ checked }) => !checked)
      .map(({ dataset }) => dataset['fateFilter']),
  );
  let shown = 0;
  for (const kind of kinds) {
    const text = kind.textContent.toLowerCase();
    const fits = (words ?? []).every((word) => text.includes(word));
    kind.hidden = !fits || off.has(kind.dataset['fate']);
    if (!kind.hidden) shown += 1;
  }
  const found = bar.querySelector('[data-found]');
  const all = kinds.length;
  if (found !== null)
    found.textContent = shown === all ? '' : `${String(shown)} of ${String(all)} kinds`;
}

/** Opens everything around an element, and brings it into sight. */
function open(id: string): void {
  const target = document.getElementById(id);
  if (target === null) return;
  let around = target.closest('details');
  while (around !== null) {
    around.open = true;
    around = around.parentElement?.closest('details') ?? null;
  }
  target.scrollIntoView();
}

function openAddressed(): void {
  const id = location.hash.slice(1);
  if (/^finding-\d+$/.test(id)) open(id);
}

/** j and k go to the next and the previous finding, unless a text is being typed. */
function listenForNext(kinds: readonly HTMLDetailsElement[]): void {
  document.addEventListener('keydown', (event) => {
    const target = event.target as Element;
    if (event.ctrlKey || event.metaKey || event.altKey || target.matches('input, select, textarea'))
      return;
    const step = { j: 1, k: -1 }[event.key];
    if (step === undefined) return;
    const shown = kinds.filter(({ hidden }) => !hidden);
    const at = shown.findIndex((kind) => kind.contains(document.activeElement));
    const next = shown[at < 0 ? (step > 0 ? 0 : shown.length - 1) : at + step];
    if (next === undefined) return;
    next.open = true;
    next.querySelector('summary')?.focus();
    next.scrollIntoView();
    say(next.querySelector('summary')?.textContent.trim() ?? '');
  });
}

export function listenForFilters(): void {
  const bar = document.querySelector<HTMLElement>('[data-filters]');
  const kinds = [...document.querySelectorAll<HTMLDetailsElement>('.kind')];
  listenForNext(kinds);
  if (bar !== null) {
    bar.hidden = false;
    bar.append(element('span', { class: 'quiet' }, 'j and k: next and previous'));
    bar.addEventListener('input', () => {
      showMatching(bar, kinds);
    });
  }
  window.addEventListener('hashchange', openAddressed);
  openAddressed();
  document.addEventListener('click', (event) => {
    const chip = (event.target as Element).closest<HTMLElement>('a[href^="#finding-"]');
    if (chip !== null) open(chip.getAttribute('href')?.slice(1) ?? '');
  });
}

/** On paper nothing can be opened: all details are open while the page is printed. */
export function openForPrint(): void {
  let closed: HTMLDetailsElement[] = [];
  window.addEventListener('beforeprint', () => {
    closed = [...document.querySelectorAll('details')].filter((one) => !one.open);
    for (const one of closed) one.open = true;
  });
  window.addEventListener('afterprint', () => {
    for (const one of closed) one.open = false;
  });
}
