import * as E from 'fp-ts/lib/Either.js';
import type {
  ChangeStream,
  StreamAccess,
  StreamedEvent,
  StreamFailure,
} from '../../application/ports/change-stream.js';
import { timestampOf } from '../../domain/primitives.js';
import type { Feed, Page, PullDeps } from '../feed.js';
import { makeAvroReader } from './avro.js';
import { type ChangeCursor, changeCursorIn, changeCursorText } from './change-cursor.js';
import { changeEventRead } from './change-event.js';
import { parseExactJson } from './exact-json.js';
import { objects } from './field-map.js';
import { refused } from './refused.js';
import { readAgain } from './reread.js';
import { type Reread, sinceBefore, withGaps } from './rereads.js';
import { askToken } from './token.js';
import { STREAMED_CHANGES } from './translate.js';

const TOPIC = '/data/ChangeEvents';

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

const after = (cursor: ChangeCursor, body: Buffer, latestReplayId: string, now: Date): ChangeCursor => {
  const parsed = parseExactJson(body);
  const events = E.isRight(parsed) && Array.isArray(parsed.right) ? parsed.right.map(changeEventRead) : [];
  return {
    from: { _tag: 'After', replayId: latestReplayId },
    at: timestampOf(now),
    rereads: withGaps(cursor.rereads, events),
  };
};

async function* streamed(
  { now, changeStream: stream }: PullDeps & { readonly changeStream: ChangeStream },
  access: StreamAccess,
  begin: ChangeCursor,
): AsyncGenerator<{ readonly body: Buffer | undefined; readonly cursor: ChangeCursor }> {
  const decoded = makeDecoder(stream, access);
  let cursor = begin;
  for await (const { events, latestReplayId } of stream.subscribe(access, TOPIC, begin.from)) {
    const all: Array<object> = [];
    for (const event of events) all.push(await decoded(event));
    const body = Buffer.from(JSON.stringify(all, exactly));
    cursor = after(cursor, body, latestReplayId, now());
    yield { body: all.length === 0 ? undefined : body, cursor };
    if (all.length === 0) return;
  }
}

/** Everything that changed since a while before the stream was last heard; all there is where nobody noted when that was. */
const missedSince = ({ at, rereads }: ChangeCursor, { connection }: PullDeps): ReadonlyArray<Reread> => {
  const { startsOn = '1970-01-02' } = connection.settings;
  const since = at ?? timestampOf(Date.parse(startsOn));
  return [...rereads, ...objects.map((object) => sinceBefore(object, since, since))];
};

/** All that is told, from the cursor on, and where that ends. What went wrong is thrown in the words of a feed. */
async function* told(
  deps: PullDeps & { readonly changeStream: ChangeStream },
  begin: ChangeCursor,
): AsyncGenerator<Page, ChangeCursor> {
  let cursor = begin;
  for (let tries = 0; ; tries++) {
    try {
      for await (const { body, cursor: next } of streamed(deps, await accessOf(deps), cursor)) {
        cursor = next;
        yield { kind: STREAMED_CHANGES, body, cursor: changeCursorText(cursor) };
      }
      return cursor;
    } catch (error) {
      const failure = failureIn(error);
      if (failure?._tag === 'StreamUnauthenticated' && tries === 0) continue;
      if (failure?._tag === 'StreamUnavailable') throw { _tag: 'VendorUnavailable', reason: failure.reason };
      if (failure === undefined) throw error;
      if (failure._tag === 'StreamUnauthenticated') throw refused(401, 'the stream of changes accepts no token');
      if (failure._tag === 'StreamRefused') throw refused(403, failure.reason);
      if (cursor.from._tag === 'Earliest') throw refused(410, failure.reason);
      const again: ChangeCursor = { ...cursor, from: { _tag: 'Earliest' }, rereads: missedSince(cursor, deps) };
      yield { kind: STREAMED_CHANGES, body: undefined, cursor: changeCursorText(again) };
      throw refused(410, `changes since the last run are no longer kept, and are read again: ${failure.reason}`);
    }
  }
}

/**
 * Salesforce keeps changes for three days, and of some it says only that there were any. Where ours are older, the stream goes on
 * from the earliest that are kept, and everything that changed since it was last heard is read; where it names records, or an object
 * of which it does not say what changed, these are read. What is to be read stands in the cursor, so none of it is forgotten.
 */
async function* pull(deps: PullDeps): AsyncGenerator<Page> {
  const { changeStream } = deps;
  if (changeStream === undefined) return;
  const cursor = yield* told({ ...deps, changeStream }, changeCursorIn(deps.cursor));
  for await (const { kind, body, left } of readAgain(deps, cursor.rereads))
    yield { kind, body, cursor: changeCursorText({ ...cursor, rereads: left }) };
}

/** Change events of all objects that the organisation has chosen for them, as they happen. */
export const changeFeed: Feed = { name: 'changes', everySeconds: 15, pull };
