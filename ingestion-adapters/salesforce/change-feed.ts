import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { parseJson } from '../../application/parse-json.js';
import type {
  ChangeStream,
  ReplayFrom,
  StreamAccess,
  StreamedEvent,
  StreamFailure,
} from '../../application/ports/change-stream.js';
import type { Feed, Page, PullDeps } from '../feed.js';
import { makeAvroReader } from './avro.js';
import { refused } from './refused.js';
import { askToken } from './token.js';

const TOPIC = '/data/ChangeEvents';
const KIND = 'change-events';
const Place = t.union([
  t.type({ _tag: t.literal('After'), replayId: t.string }),
  t.type({ _tag: t.literal('Earliest') }),
]);

const placeIn = (cursor: string | undefined): ReplayFrom => {
  const parsed = parseJson(Buffer.from(cursor ?? ''));
  const decoded = Place.decode(E.isRight(parsed) ? parsed.right : undefined);
  return E.isRight(decoded) ? decoded.right : { _tag: 'Earliest' };
};
const cursorOf = (place: ReplayFrom): string => JSON.stringify(Place.encode(place));

const FAILURES: ReadonlyArray<StreamFailure['_tag']> = [
  'StreamUnauthenticated',
  'ReplayLost',
  'StreamUnavailable',
  'StreamRefused',
];
const failureIn = (error: unknown): StreamFailure | undefined =>
  typeof error === 'object' && error !== null && '_tag' in error && FAILURES.some((tag) => tag === error._tag)
    ? (error as StreamFailure)
    : undefined;

const accessOf = async (deps: PullDeps): Promise<StreamAccess> => {
  const tenantId = deps.connection.settings.vendorId;
  if (tenantId === undefined) throw refused(400, 'the connection does not say which organisation it is to: vendorId');
  return { ...(await askToken(deps)), tenantId };
};

/** In the shape that clients of the Pub/Sub API give; what cannot be read goes on as it came, and to the quarantine. */
const makeDecoder = (stream: ChangeStream, access: StreamAccess) => {
  const readers = new Map<string, ReturnType<typeof makeAvroReader>>();
  return async ({ id, schemaId, replayId, payload }: StreamedEvent): Promise<object> => {
    const reader = readers.get(schemaId) ?? makeAvroReader(await stream.schema(access, schemaId));
    readers.set(schemaId, reader);
    try {
      return { id, schemaId, replayId, payload: reader(payload) };
    } catch {
      return { id, schemaId, replayId, avro: payload.toString('base64') };
    }
  };
};

const exactly = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);

async function* streamed(stream: ChangeStream, access: StreamAccess, from: ReplayFrom): AsyncGenerator<Page> {
  const decoded = makeDecoder(stream, access);
  for await (const { events, latestReplayId } of stream.subscribe(access, TOPIC, from)) {
    const all: Array<object> = [];
    for (const event of events) all.push(await decoded(event));
    const body = all.length === 0 ? undefined : Buffer.from(JSON.stringify(all, exactly));
    yield { kind: KIND, body, cursor: cursorOf({ _tag: 'After', replayId: latestReplayId }) };
    if (all.length === 0) return;
  }
}

/**
 * Salesforce keeps changes for three days. Where ours are older, the stream goes on from the earliest that are kept; the
 * pull of each object, which has a place of its own, reads what was missed.
 */
async function* pull(deps: PullDeps): AsyncGenerator<Page> {
  const { changeStream: stream } = deps;
  if (stream === undefined) return;
  let place = placeIn(deps.cursor);
  for (let tries = 0; ; tries++) {
    try {
      for await (const page of streamed(stream, await accessOf(deps), place)) {
        place = placeIn(page.cursor);
        yield page;
      }
      return;
    } catch (error) {
      const failure = failureIn(error);
      if (failure?._tag === 'StreamUnauthenticated' && tries === 0) continue;
      if (failure?._tag === 'StreamUnavailable') throw { _tag: 'VendorUnavailable', reason: failure.reason };
      if (failure === undefined) throw error;
      if (failure._tag === 'StreamUnauthenticated') throw refused(401, 'the stream of changes accepts no token');
      if (failure._tag === 'StreamRefused') throw refused(403, failure.reason);
      if (place._tag === 'Earliest') throw refused(410, failure.reason);
      yield { kind: KIND, body: undefined, cursor: cursorOf({ _tag: 'Earliest' }) };
      throw refused(410, `changes since the last run are no longer kept, and are pulled instead: ${failure.reason}`);
    }
  }
}

/** Change events of all objects that the organisation has chosen for them, as they happen. */
export const changeFeed: Feed = { name: 'changes', everySeconds: 15, pull };
