import { randomUUID } from 'node:crypto';
import {
  BACKWARDS,
  binaryEvent,
  FORWARDS,
  type Position,
  type ReadStreamOptions,
  type ResolvedEvent,
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { status } from '@grpc/grpc-js';
import { collect } from './collect.js';
import { unary } from './events.js';
import { type Entry, makeModel, type Proposed, type Resolved } from './model.js';
import { type Heard, heardUntilLive, ofAll, ofStream } from './raw-subscription.js';
import type { RunningNode } from './running-node.js';
import { scavenge } from './scavenged.js';
import type { Step } from './steps.js';

export type Clock = { readonly now: () => number; readonly wait: (seconds: number) => void };

export const steppedClock = (start: number): Clock => {
  let now = start;
  return {
    now: () => now,
    wait: (seconds) => {
      now += seconds * 1000;
    },
  };
};

export type History = {
  /** Does the step on the node and in the model, and gives what each of them answers. */
  readonly take: (step: Step) => Promise<{ readonly node: unknown; readonly model: unknown }>;
  /** All that was written since the history began. */
  readonly everything: () => Promise<{ readonly node: unknown; readonly model: unknown }>;
  readonly positions: () => Promise<ReadonlyArray<bigint>>;
};

/** A history has streams of its own on the node, so that histories do not meet, and is its only writer while it lasts. */
export const beginHistory = async (node: RunningNode, clock: Clock): Promise<History> => {
  const run = randomUUID();
  const model = makeModel(clock.now);
  const ids = new Map<string, string>();
  const idOf = (label: string): string => {
    const id = ids.get(label) ?? randomUUID();
    ids.set(label, id);
    return id;
  };
  const labelOf = (id: string | undefined) => [...ids].find(([, known]) => known === id)?.[0] ?? 'system';
  const named = (name: string) => `${name}-${run}`;
  const mark = await node.client.appendToStream('marks', binaryEvent({ type: 'mark', data: Buffer.alloc(0) }));
  const start = mark.position?.commit ?? 0n;
  let links = 0;

  const allOfNode = async () => {
    const fromPosition = positionOf(start);
    return (await collect(node.client.readAll({ fromPosition, maxCount: 10_000 }))).slice(1);
  };
  const isOurs = ({ event, link }: ResolvedEvent) => (link ?? event)?.streamId.endsWith(run) === true;

  const append = async (
    name: string,
    step: { readonly expected: string | number },
    batch: ReadonlyArray<Proposed>,
    options: object,
  ) => {
    const expectedRevision = typeof step.expected === 'number' ? BigInt(step.expected) : step.expected;
    const events = batch.map(({ id, type, data = '' }) => binaryEvent({ id: idOf(id), type, data: Buffer.from(data) }));
    const appending = { expectedRevision, ...options } as Parameters<typeof node.client.appendToStream>[2];
    return outcome(async () => {
      const { nextExpectedRevision } = await node.client.appendToStream(name, events, appending);
      return { revision: Number(nextExpectedRevision) };
    });
  };
  const appendToBoth = async (
    stream: string,
    step: { readonly expected: number | 'any' | 'no_stream' | 'stream_exists' },
    batch: ReadonlyArray<Proposed>,
    options: object = {},
  ) => {
    const expected = model.append(stream, step.expected, batch);
    // The client reads "no stream" in an answer to an empty append as revision 0.
    const seen = typeof expected === 'object' && expected.revision === -1 ? { revision: 0 } : expected;
    return { node: await append(stream, step, batch, options), model: seen };
  };

  const showEntry = ({ revision, stream, id, type }: Entry) => `${revision}@${stream} ${id} ${type}`;
  const showOfModel = ({ event, link }: Resolved) => {
    const shown = event === undefined ? 'nothing' : showEntry(event);
    return link === undefined ? shown : `${showEntry(link)} -> ${shown}`;
  };
  type Seen = { readonly id: string; readonly revision: number; readonly stream: string; readonly type: string };
  const showSeen = ({ revision, stream, id, type }: Seen) => `${revision}@${stream} ${labelOf(id)} ${type}`;
  const showOfNode = (event: Seen | undefined, link: Seen | undefined) => {
    const shown = event === undefined ? 'nothing' : showSeen(event);
    return link === undefined ? shown : `${showSeen(link)} -> ${shown}`;
  };
  const showRead = ({ event, link }: ResolvedEvent) => showOfNode(event && seenOf(event), link && seenOf(link));
  const showHeard = (heard: Heard) => ('checkpoint' in heard ? heard.checkpoint : showOfNode(heard.event, heard.link));

  const take: History['take'] = async (step) => {
    switch (step.do) {
      case 'append':
        return appendToBoth(
          named(step.stream),
          step,
          step.batch.map((number) => ({ id: `#${number}`, type: 'e' })),
          step.unary ? unary : {},
        );
      case 'link': {
        links += 1;
        const [, revision, target] = /^(\d+)@(.+)$/.exec(step.to) ?? [];
        const data = revision === undefined ? step.to : `${revision}@${named(target ?? '')}`;
        return appendToBoth(named(step.stream), { expected: 'any' }, [{ id: `link ${links}`, type: '$>', data }]);
      }
      case 'describe':
        return appendToBoth(named(`$$${step.stream}`), step, [
          { id: `#${step.id}`, type: '$metadata', data: step.json, metadata: step.meaning },
        ]);
      case 'delete':
      case 'tombstone': {
        const options = { expectedRevision: typeof step.expected === 'number' ? BigInt(step.expected) : step.expected };
        const [onNode, inModel] =
          step.do === 'delete'
            ? [node.client.deleteStream.bind(node.client), model.softDelete]
            : [node.client.tombstoneStream.bind(node.client), model.tombstone];
        const done = await outcome(async () => {
          await onNode(named(step.stream), options);
          return 'done';
        });
        return { node: done, model: inModel(named(step.stream), step.expected) };
      }
      case 'read': {
        const { backwards, from, count, resolve } = step;
        const options: ReadStreamOptions = {
          direction: backwards ? BACKWARDS : FORWARDS,
          fromRevision: typeof from === 'number' ? BigInt(from) : from,
          maxCount: count,
          resolveLinkTos: resolve,
        };
        const onNode = await outcome(async () =>
          (await collect(node.client.readStream(named(step.stream), options))).map(showRead),
        );
        const readable = model.read(named(step.stream));
        if (typeof readable === 'string') return { node: onNode, model: readable };
        const first = from === 'start' ? 0 : from === 'end' ? Number.POSITIVE_INFINITY : from;
        const inRange = backwards
          ? readable.filter(({ revision }) => revision <= first).reverse()
          : readable.filter(({ revision }) => revision >= first);
        return {
          node: onNode,
          model: inRange.slice(0, count).map((entry) => showOfModel(resolve ? model.resolve(entry) : { event: entry })),
        };
      }
      case 'subscribe': {
        const heard = await outcome(async () =>
          (await heardUntilLive(node.port, ofStream(named(step.stream), step.after))).map(showHeard),
        );
        const history = model.history(named(step.stream));
        if (history === 'deleted') return { node: heard, model: 'deleted' };
        const rest = history.filter(({ revision }) => revision > (step.after ?? -1));
        return { node: heard, model: rest.map((entry) => showOfModel(model.resolve(entry))) };
      }
      case 'read all': {
        const all = await allOfNode();
        const at = Math.min(step.from, all.length - 1);
        const position = all[at]?.event?.position?.commit;
        if (position === undefined) return { node: [], model: [] };
        // Between two events lies the position after the first one.
        const fromPosition = positionOf(step.between ? position + 1n : position);
        const options = { fromPosition, maxCount: step.count, resolveLinkTos: step.resolve };
        const read = await collect(
          node.client.readAll({ ...options, direction: step.backwards ? BACKWARDS : FORWARDS }),
        );
        const rest = step.backwards
          ? all.slice(0, step.between ? at + 1 : at).reverse()
          : all.slice(step.between ? at + 1 : at);
        const expected = rest.slice(0, step.count).filter(isOurs).map(showRead);
        const entries = new Map(model.log().map((entry) => [showOfModel({ event: entry }), entry]));
        const resolved = expected.map((shown) => {
          const entry = entries.get(shown);
          return entry === undefined ? shown : showOfModel(step.resolve ? model.resolve(entry) : { event: entry });
        });
        return { node: read.filter(isOurs).map(showRead), model: resolved };
      }
      case 'subscribe to all': {
        const all = await allOfNode();
        const at = Math.min(step.after, all.length);
        const after = at === 0 ? start : (all[at - 1]?.event?.position?.commit ?? start);
        const options = ofAll(after, step.prefix, step.window, step.interval);
        const heard = await heardUntilLive(node.port, options);
        return { node: heard.map(showHeard), model: filtered(all.slice(at), step, showRead) };
      }
      case 'wait':
        clock.wait(step.seconds);
        return { node: 'done', model: 'done' };
      case 'restart':
        await node.restart();
        return { node: 'done', model: 'done' };
      case 'scavenge':
        model.scavenge();
        await scavenge(node.client, node.port);
        return { node: 'done', model: 'done' };
    }
  };

  return {
    take,
    everything: async () => ({
      node: (await allOfNode()).filter(isOurs).map(showRead),
      model: model.log().map(showEntry),
    }),
    positions: async () => [start, ...(await allOfNode()).flatMap(({ event }) => event?.position?.commit ?? [])],
  };
};

/** The events with the prefix, a checkpoint after every so many, and one at the end unless there has just been one. */
const filtered = (
  events: ReadonlyArray<ResolvedEvent>,
  { prefix, window, interval }: { readonly prefix: string; readonly window: number; readonly interval: number },
  show: (event: ResolvedEvent) => string,
): ReadonlyArray<string | bigint> =>
  events.flatMap((one, index) => {
    const isDue = (index + 1) % (window * interval) === 0 || index === events.length - 1;
    const position = one.event?.position?.commit ?? 0n;
    return [...(one.event?.streamId.startsWith(prefix) === true ? [show(one)] : []), ...(isDue ? [position] : [])];
  });

const positionOf = (commit: bigint): Position => ({ commit, prepare: commit });

const seenOf = ({
  id,
  revision,
  streamId,
  type,
}: {
  id: string;
  revision: bigint;
  streamId: string;
  type: string;
}) => ({
  id,
  revision: Number(revision),
  stream: streamId,
  type,
});

const outcome = async (work: () => Promise<unknown>): Promise<unknown> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof WrongExpectedVersionError) return 'conflict';
    if (error instanceof StreamDeletedError) return 'deleted';
    if (error instanceof StreamNotFoundError) return 'not-found';
    if (isStreamDeleted(error)) return 'deleted';
    throw error;
  }
};

/** As the generated stub says it. */
const isStreamDeleted = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  error.code === status.FAILED_PRECONDITION &&
  error.message.includes('is deleted');
