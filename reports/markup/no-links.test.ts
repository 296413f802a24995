/** Addresses in the names of a user become no links. */
import test from 'ava';
import { withoutLinks } from './no-links.js';

test('no links - bare addresses are broken, whatever stands before them', (t) => {
  t.is(withoutLinks('see https://evil.example/x'), 'see https\\://evil.example/x');
  t.is(withoutLinks('\\_HTTP://a'), '\\_HTTP\\://a');
  t.is(withoutLinks('ftp://a mailto:b xmpp:c'), 'ftp\\://a mailto\\:b xmpp\\:c');
  t.is(withoutLinks('www.evil.example'), 'www\\.evil.example');
  t.is(
    withoutLinks('ann@example.org, bob\\@example.org'),
    'ann@<!-- -->example.org, bob\\@<!-- -->example.org',
  );
});

test('no links - times, paths and plain text stay as they are', (t) => {
  const text = 'record 0 at 11:05:42.496, clients.0.offsetMs = -1: stranded \\@you @';
  t.is(withoutLinks(text), text);
});
