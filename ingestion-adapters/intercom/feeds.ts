import * as t from 'io-ts';
import type { Feed } from '../feed.js';
import { companiesFeed } from './companies-feed.js';
import { searchFeed } from './search-feed.js';

const Reopened = t.type({ statistics: t.type({ count_reopens: t.number }) });

/** A search knows when a conversation was closed first and last; when it was opened in between, only its parts know. */
const wasReopened = (conversation: unknown): boolean =>
  Reopened.is(conversation) && conversation.statistics.count_reopens > 0;

const DAY = 86_400;

export const feeds: ReadonlyArray<Feed> = [
  companiesFeed,
  searchFeed({
    name: 'contacts',
    everySeconds: 900,
    path: '/contacts/search',
    kind: 'contacts',
    under: 'data',
    grain: DAY,
  }),
  searchFeed({
    name: 'conversations',
    everySeconds: 300,
    path: '/conversations/search',
    kind: 'conversations',
    under: 'conversations',
    grain: 1,
    before: async function* (ask, { records }) {
      for (const conversation of records.filter(wasReopened)) {
        const path = `/conversations/${encodeURIComponent(String(conversation['id']))}`;
        const whole = await ask(path, undefined, [404]);
        if (whole.status < 300) yield { kind: 'conversation', body: whole.bytes };
      }
    },
  }),
  searchFeed({
    name: 'tickets',
    everySeconds: 300,
    path: '/tickets/search',
    kind: 'tickets',
    under: 'tickets',
    grain: 1,
  }),
];
