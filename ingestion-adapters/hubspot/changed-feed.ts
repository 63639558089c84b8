import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { parseJson } from '../../application/parse-json.js';
import type { Feed, Page, PullDeps } from '../feed.js';
import { EpochMilliseconds, optional, VendorId } from '../vendor-codecs.js';
import { decodeAnswer, type HubspotApi, hubspotApi } from './api.js';
import { kindOfPage, pulledBody } from './pulled.js';
import type { HubspotObject } from './topic.js';
import { watched } from './watched.js';

/** The most that one search gives, and that one read with history takes (developers.hubspot.com, "CRM search", "Batch read"). */
const SEARCHED = 200;
const READ = 50;
/** What the index of the search may lag behind, and clocks may differ by. */
const OVERLAP = 10 * 60_000;

const Found = t.type({ results: t.readonlyArray(t.type({ id: VendorId })) }, 'search results');

/** A sweep over what was changed since a time, in the order of ids: where it is, and when it began. */
const Sweep = t.type(
  { since: t.union([t.literal(0), EpochMilliseconds]), began: optional(EpochMilliseconds), after: optional(VendorId) },
  'Sweep',
);
type Sweep = t.TypeOf<typeof Sweep>;

const sweepOf = ({ cursor, connection: { settings } }: PullDeps): Sweep => {
  const held = E.chain<unknown, unknown, Sweep>(Sweep.decode)(parseJson(Buffer.from(cursor ?? '')));
  if (E.isRight(held)) return held.right;
  const startsOn = Date.parse(settings.startsOn ?? '');
  return { since: startsOn > 0 ? startsOn : 0, began: undefined, after: undefined };
};

/**
 * No page is turned: the next search begins behind the last id. So it never reaches the 10,000th result, where HubSpot
 * stops, objects that change meanwhile move no others, and any number may have changed at one instant.
 */
const idsAfter = async (
  api: HubspotApi,
  object: HubspotObject,
  { since, after }: Sweep,
): Promise<ReadonlyArray<string>> => {
  const filters = [
    { propertyName: watched[object].modified, operator: 'GTE', value: String(since) },
    { propertyName: 'hs_object_id', operator: 'GT', value: after ?? '0' },
  ];
  const answer = await api.post(`${api.objects(object)}/search`, {
    filterGroups: [{ filters }],
    sorts: [{ propertyName: 'hs_object_id', direction: 'ASCENDING' }],
    properties: ['hs_object_id'],
    limit: SEARCHED,
  });
  return decodeAnswer(Found, answer).results.map(({ id }) => id);
};

/** With every value and its time, so that what is read is dated as what is pushed. */
const readWithHistory = async (api: HubspotApi, object: HubspotObject, ids: ReadonlyArray<string>): Promise<Buffer> => {
  const answer = await api.post(`${api.objects(object)}/batch/read`, {
    properties: [watched[object].modified],
    propertiesWithHistory: watched[object].properties,
    inputs: ids.map((id) => ({ id })),
  });
  decodeAnswer(Found, answer);
  return answer.body;
};

async function* sweep(object: HubspotObject, deps: PullDeps): AsyncIterable<Page> {
  const api = hubspotApi(deps);
  const { since, began = deps.now().getTime(), after } = sweepOf(deps);
  const pipelines = object === 'deal' ? { pipelines: (await api.get(api.pipelines(object))).body } : {};
  let at: Sweep = { since, began, after };
  for (;;) {
    const ids = await idsAfter(api, object, at);
    for (let from = 0; from < ids.length; from += READ) {
      const some = ids.slice(from, from + READ);
      const page = await readWithHistory(api, object, some);
      at = { ...at, after: some.at(-1) };
      yield {
        kind: kindOfPage(object, 'changed'),
        body: pulledBody({ pulled: 'changed', object }, { ...pipelines, page }),
        cursor: JSON.stringify(at),
      };
    }
    if (ids.length < SEARCHED) break;
  }
  const next: Sweep = { since: Math.max(since, began - OVERLAP), began: undefined, after: undefined };
  yield { kind: kindOfPage(object, 'changed'), body: undefined, cursor: JSON.stringify(next) };
}

/**
 * Everything of one kind of object that was changed. A sweep begins where the last one began, and some minutes before:
 * what changes behind it while it runs is found by the next.
 */
export const changedFeed = (name: string, object: HubspotObject): Feed => ({
  name,
  everySeconds: 300,
  pull: (deps) => sweep(object, deps),
});
