import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { type Failure, stopping } from '../errors.js';
import type { EventLog } from '../log/event-log.js';
import { doesNotExist, dropped, exists } from './errors.js';
import { type Group, startGroup } from './group.js';
import { ALL, checkpointStreamOf, GroupConfig, type GroupName, idOf } from './group-config.js';
import { append, deleteStreamsOf, jsonOf, keepLastOnly, lastReadable } from './group-streams.js';

/** A group as it is asked for; where `end` is, the log knows. */
export type GroupRequest = Omit<GroupConfig, 'startAfter'> & { readonly startAfter: number | 'end' };

type Outcome = E.Either<Failure, undefined>;

export type Groups = {
  readonly create: (request: GroupRequest) => Promise<Outcome>;
  /** Takes the settings; the filter stays. Consumers are dropped, and what they handled is not forgotten. */
  readonly update: (request: GroupRequest) => Promise<Outcome>;
  readonly remove: (name: GroupName) => Promise<Outcome>;
  /** Does something with a group that nothing else changes meanwhile. */
  readonly using: <A>(name: GroupName, work: (group: Group) => A) => Promise<E.Either<Failure, A>>;
  /** Those that read `source`; all when it is undefined. */
  readonly list: (source: string | undefined) => Promise<ReadonlyArray<Group>>;
  /** Drops all consumers and starts all groups anew from what the log holds of them. */
  readonly restart: () => Promise<void>;
};

const CONFIG_STREAM = '$persistentSubscriptionConfig';

const Configs = t.type({ groups: t.readonlyArray(GroupConfig) });

/**
 * The groups of a log. While what the log holds of them cannot be read, everything but `restart` rejects and says so; the
 * rest of the node does not depend on it.
 */
export const makeGroups = (log: EventLog, stop: AbortSignal): Groups => {
  let groups = new Map<string, Group>();
  let unreadable: unknown;
  let changes: Promise<unknown> = Promise.resolve();

  const load = () => {
    unreadable = undefined;
    try {
      groups = startAll(log);
    } catch (error) {
      groups = new Map();
      unreadable = error;
    }
  };
  load();

  /** One after the other, for each change writes the configuration of all. */
  const inTurn = <A>(work: () => Promise<A>): Promise<A> => {
    const result = changes.then(work);
    changes = result.catch(() => undefined);
    return result;
  };
  const change = <A>(work: () => Promise<A>): Promise<A> =>
    inTurn(async () => {
      if (unreadable !== undefined) throw unreadable;
      return await work();
    });
  const find = (name: GroupName): Group | undefined => {
    const group = groups.get(idOf(name));
    return group?.config.source === name.source ? group : undefined;
  };
  const configs = (except: GroupName) =>
    [...groups.values()].flatMap(({ config }) => (idOf(config) === idOf(except) ? [] : [config]));
  const save = async (all: ReadonlyArray<GroupConfig>) => {
    const limit = log.findStream(CONFIG_STREAM).hasMetadata ? [] : [keepLastOnly(log, CONFIG_STREAM)];
    const [kept] = await Promise.all([append(log, CONFIG_STREAM, '$PersistentConfig', { groups: all }), ...limit]);
    if (!kept) throw new Error(`The stream ${CONFIG_STREAM} has a tombstone, and takes no configuration.`);
  };

  stop.addEventListener('abort', () => {
    for (const group of groups.values()) group.stop(stopping());
  });

  return {
    create: (request) =>
      change(async () => {
        if (groups.has(idOf(request))) return E.left(exists(request));
        const config = { ...request, startAfter: startOf(log, request) };
        await Promise.all([save([...configs(request), config]), keepLastOnly(log, checkpointStreamOf(config))]);
        groups.set(idOf(config), startGroup(log, config));
        return E.right(undefined);
      }),
    update: (request) =>
      change(async () => {
        const group = find(request);
        if (group === undefined) return E.left(doesNotExist(request));
        const { filter, startFrom, startAfter } = group.config;
        const start = startFrom === request.startFrom ? startAfter : startOf(log, request);
        const config = { ...request, startAfter: start, ...(filter && { filter }) };
        await save([...configs(request), config]);
        await group.stop(dropped(request));
        groups.set(idOf(config), startGroup(log, config));
        return E.right(undefined);
      }),
    remove: (name) =>
      change(async () => {
        const group = find(name);
        if (group === undefined) return E.left(doesNotExist(name));
        await group.stop(dropped(name));
        groups.delete(idOf(name));
        await Promise.all([save(configs(name)), deleteStreamsOf(log, name)]);
        return E.right(undefined);
      }),
    using: (name, work) => change(async () => E.map(work)(E.fromNullable(doesNotExist(name))(find(name)))),
    list: (source) =>
      change(async () => [...groups.values()].filter(({ config }) => source === undefined || config.source === source)),
    restart: () =>
      inTurn(async () => {
        await Promise.all([...groups.values()].map((group) => group.stop(dropped(group.config))));
        load();
        if (unreadable !== undefined) throw unreadable;
      }),
  };
};

const startOf = (log: EventLog, { source, startAfter }: GroupRequest): number => {
  if (startAfter !== 'end') return startAfter;
  return source === ALL ? log.headPosition() : log.findStream(source).lastRevision;
};

const startAll = (log: EventLog): Map<string, Group> => {
  const last = lastReadable(log, CONFIG_STREAM);
  if (last === undefined) return new Map();
  const decoded = Configs.decode(jsonOf(last));
  if (E.isLeft(decoded)) {
    const fields = decoded.left.map(({ context }) => context.map(({ key }) => key).join('.'));
    throw new Error(`The stream ${CONFIG_STREAM} cannot be read: ${fields.join(', ')}.`);
  }
  return new Map(decoded.right.groups.map((config) => [idOf(config), startGroup(log, config)]));
};
