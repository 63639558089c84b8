import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { parseJson } from '../../application/parse-json.js';
import type { Feed, Page, PullDeps } from '../feed.js';
import { optional, VendorId } from '../vendor-codecs.js';
import { decodeAnswer, hubspotApi } from './api.js';
import { kindOfPage, type PulledPage, pulledBody } from './pulled.js';
import type { HubspotObject } from './topic.js';

const Listed = t.type(
  {
    results: t.readonlyArray(t.unknown),
    paging: optional(t.type({ next: optional(t.type({ after: VendorId })) })),
  },
  'list of objects',
);

/** HubSpot's own place in the list; nothing at its beginning. */
const Place = t.type({ after: optional(VendorId) }, 'Place');
type Place = t.TypeOf<typeof Place>;

const placeOf = (cursor: string | undefined): Place => {
  const held = E.chain<unknown, unknown, Place>(Place.decode)(parseJson(Buffer.from(cursor ?? '')));
  return E.isRight(held) ? held.right : { after: undefined };
};

/** When HubSpot read what it answers, at the latest: both clocks have passed it. */
const askedAt = (before: Date, { date = '' }: Readonly<Record<string, string>>): string => {
  const theirs = Date.parse(date);
  return new Date(Number.isNaN(theirs) ? before : Math.min(theirs, before.getTime())).toISOString();
};

export type ListFeed = {
  readonly name: string;
  readonly everySeconds: number;
  readonly pulled: PulledPage['pulled'];
  readonly object: HubspotObject;
  readonly query: string;
  /** Whether what the rows say has no time of its own. */
  readonly undated: boolean;
};

async function* list({ pulled, object, query, undated }: ListFeed, deps: PullDeps): AsyncIterable<Page> {
  const api = hubspotApi(deps);
  let { after } = placeOf(deps.cursor);
  do {
    const before = deps.now();
    const place = after === undefined ? '' : `&after=${encodeURIComponent(after)}`;
    const answer = await api.get(`${api.objects(object)}?${query}${place}`);
    const { results, paging } = decodeAnswer(Listed, answer);
    after = paging?.next?.after;
    const dated = undated ? { askedAt: askedAt(before, answer.headers) } : {};
    yield {
      kind: kindOfPage(object, pulled),
      body: results.length === 0 ? undefined : pulledBody({ pulled, object, ...dated }, { page: answer.body }),
      cursor: JSON.stringify({ after }),
    };
  } while (after !== undefined);
}

/** A whole list, from its beginning each time: there is no asking for what changed in it. */
export const listFeed = (feed: ListFeed): Feed => ({
  name: feed.name,
  everySeconds: feed.everySeconds,
  pull: (deps) => list(feed, deps),
});
