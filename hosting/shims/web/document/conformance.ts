/** Cases that the document of a hosted page and that of a browser agree on. */
import type { WebCase } from '../conformance-case.js';

export const DOCUMENT_CASES: readonly WebCase[] = [
  {
    name: 'cookies are set, replaced, expired and bound to paths',
    run: ({ document }) => {
      const shown: string[] = [];
      for (const cookie of [
        'one=1',
        'two=2; path=/; max-age=60',
        'one=3; expires=Thu, 01 Jan 1970 00:00:00 GMT',
        'far=4; path=/elsewhere',
        'foreign=5; domain=other.example',
        'suffix=6; domain=example',
        'own=7; domain=shop.example; secure; SameSite=Lax',
        'secret=8; httponly',
        'noname',
        'two=; max-age=0; path=/',
      ]) {
        document.cookie = cookie;
        shown.push(document.cookie);
      }
      document.cookie = 'own=; domain=shop.example; max-age=-1';
      document.cookie = 'noname; max-age=0';
      return [shown, document.cookie];
    },
  },
  {
    name: 'elements: a tree, attributes, selectors',
    run: ({ document }) => {
      const div = document.createElement('div');
      div.id = 'outer';
      div.className = 'a b';
      div.setAttribute('Data-X', 1);
      const child = document.createElement('span');
      div.appendChild(document.createTextNode('text'));
      div.insertBefore(child, div.firstChild);
      document.body.appendChild(div);
      const found = (selector: string) => document.querySelectorAll(selector).length;
      const shown = [
        [div.tagName, div.nodeType, div.getAttribute('data-x'), div.getAttribute('none')],
        [child.parentNode === div, div.contains(child), child.isConnected, div.textContent],
        document.getElementById('outer') === div,
        ['#outer', 'div.a.b', '[data-x]', '[data-x="1"]', 'span, #none', 'p'].map(found),
        [child.closest('.b') === div, div.matches('.c'), div.classList.contains('a')],
      ];
      div.dataset.someName = 'v';
      shown.push([div.dataset.x, div.getAttribute('data-some-name'), 'none' in div.dataset]);
      delete div.dataset.x;
      div.setAttribute('removed', '');
      div.removeAttribute('removed');
      shown.push([div.hasAttribute('data-x'), div.attributes.length, div.hasChildNodes()]);
      child.type = 'kind';
      child.classList.add('one');
      child.classList.add('two');
      child.classList.remove('one');
      shown.push([
        child.className,
        child.firstChild,
        div.lastChild.nodeType,
        child.nextSibling.nodeType,
      ]);
      const other = document.createElement('p');
      other.textContent = 'other';
      div.replaceChild(other, div.lastChild);
      div.append(document.createElementNS('http://www.w3.org/1999/xhtml', 'i'));
      shown.push([div.textContent, div.children.length, div.getElementsByTagName('*').length]);
      shown.push([
        div.getElementsByClassName('two').length,
        div.querySelector('i').parentElement === div,
      ]);
      shown.push(
        ['div[class^=a]', '[class$="b"]', "[class*='a b']", '[class~=b]', '[id|=outer]', '*'].map(
          (one) => div.matches(one),
        ),
      );
      div.removeChild(child);
      shown.push([child.parentNode, div.childNodes.length]);
      div.remove();
      return [shown, document.getElementById('outer'), div.isConnected];
    },
  },
  {
    name: 'links parse addresses',
    run: ({ document }) => {
      const a = document.createElement('a');
      a.href = '/path?x=1#y';
      const b = document.createElement('a');
      b.setAttribute('href', 'http://other.example:81/z');
      return [a.href, a.hostname, a.search, a.hash, a.protocol, b.host, b.port, b.origin];
    },
  },
  {
    name: 'the document and its address',
    run: ({ document, location, window }) => [
      [document.readyState, document.visibilityState, document.hidden, document.referrer],
      [document.URL, location.href, location.origin, location.pathname, String(location)],
      [document.documentElement.tagName, document.body.tagName, document.defaultView === window],
      [window.self === window, window.top === window, document.scripts.length > 0],
      [typeof process, typeof Buffer, typeof window.setImmediate, typeof require],
      [document.currentScript, document.characterSet, window.isSecureContext],
    ],
  },
  {
    name: 'history changes the address without a load',
    run: async ({ history, location, document }, { tried }) => {
      history.pushState({ a: 1 }, '', '/other?b');
      const there = [location.pathname, location.search, history.state, document.URL];
      history.replaceState(null, '', '/');
      return [
        there,
        location.href,
        await tried(() => history.pushState(null, '', 'https://a.example/')),
      ];
    },
  },
  {
    name: 'an image requests its source',
    run: async ({ Image }) =>
      await new Promise((resolve) => {
        const image = new Image();
        image.onerror = () => resolve([image.tagName, 'error']);
        image.src = 'https://in.example/status/500';
      }),
  },
];
