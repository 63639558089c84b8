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

/** How far a run through whole lists has come: which list, and HubSpot's own place in it. */
const Place = t.type({ list: t.number, after: optional(VendorId) }, 'Place');
type Place = t.TypeOf<typeof Place>;

const START: Place = { list: 0, after: undefined };

const placeOf = (cursor: string | undefined): Place => {
  const held = E.chain<unknown, unknown, Place>(Place.decode)(parseJson(Buffer.from(cursor ?? '')));
  return E.isRight(held) ? held.right : START;
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
  readonly objects: ReadonlyArray<HubspotObject>;
  readonly query: (object: HubspotObject) => string;
  /** Whether what the rows say has no time of its own. */
  readonly undated: boolean;
};

async function* lists({ pulled, objects, query, undated }: ListFeed, deps: PullDeps): AsyncIterable<Page> {
  const api = hubspotApi(deps);
  let place = placeOf(deps.cursor);
  for (;;) {
    const object = objects[place.list];
    if (object === undefined) break;
    const before = deps.now();
    const after = place.after === undefined ? '' : `&after=${encodeURIComponent(place.after)}`;
    const answer = await api.get(`${api.objects(object)}?${query(object)}${after}`);
    const { results, paging } = decodeAnswer(Listed, answer);
    const next = paging?.next?.after;
    const isLast = next === undefined && place.list + 1 >= objects.length;
    place = next === undefined ? { list: place.list + 1, after: undefined } : { list: place.list, after: next };
    const dated = undated ? { askedAt: askedAt(before, answer.headers) } : {};
    yield {
      kind: kindOfPage(object, pulled),
      body: results.length === 0 ? undefined : pulledBody({ pulled, object, ...dated }, { page: answer.body }),
      cursor: JSON.stringify(isLast ? START : place),
    };
  }
}

/** Whole lists, from their beginning each time: there is no asking for what changed in them. */
export const listFeed = (feed: ListFeed): Feed => ({
  name: feed.name,
  everySeconds: feed.everySeconds,
  pull: (deps) => lists(feed, deps),
});
