import * as E from 'fp-ts/lib/Either.js';
import type { EventLog } from '../log/event-log.js';
import { metadataEvent, newEventId } from '../log/metadata-event.js';
import { isSoftDeleted } from '../stream-metadata.js';
import { metadataStreamOf } from '../stream-names.js';
import { dataOf } from '../wire/decode-event.js';
import { User } from './user.js';

type FoundUser = { readonly user: User; readonly revision: number; readonly updatedAt: number };

/** Somebody else changed the user in the meantime. */
type Saved = 'saved' | 'conflict';

export type UserStore = {
  readonly find: (loginName: string) => FoundUser | undefined;
  /** Another value whenever the user has changed, was deleted, or is there again. */
  readonly stateOf: (loginName: string) => string;
  readonly hasExisted: (loginName: string) => boolean;
  readonly loginNames: () => ReadonlyArray<string>;
  readonly create: (user: User) => Promise<Saved>;
  readonly update: (user: User, revision: number) => Promise<Saved>;
  readonly delete: (loginName: string, revision: number) => Promise<Saved>;
};

const USERS = '$users';
const ONLY_ADMINS_CHANGE_IT = '{"$acl":{"$w":"$admins","$d":"$admins","$mw":"$admins"}}';
const PAGE = 500;

/** Users are events: each has a stream, and `$users` names them all. */
export const makeUserStore = (log: EventLog): UserStore => {
  const save = async (user: User, type: '$UserCreated' | '$UserUpdated', revision: number): Promise<Saved> => {
    const outcome = await log.append({
      streamName: streamOf(user.loginName),
      expected: revision < 0 ? 'no-stream' : revision,
      events: [event(type, true, JSON.stringify(User.encode(user)))],
    });
    return outcome._tag === 'Appended' ? 'saved' : 'conflict';
  };

  const find: UserStore['find'] = (loginName) => {
    const stream = streamOf(loginName);
    const { lastRevision: revision, metadata, tombstoned } = log.findStream(stream);
    if (revision < 0 || tombstoned || isSoftDeleted(metadata)) return undefined;
    const [last] = log.streamBackwards(stream, { first: revision, last: revision }, 1);
    if (last === undefined) return undefined;
    const user = User.decode(JSON.parse(dataOf(last.record)));
    if (E.isLeft(user)) throw new Error(`The last event of ${stream} does not describe a user.`);
    return { user: user.right, revision, updatedAt: last.createdAt };
  };

  return {
    find,
    stateOf: (loginName) => {
      const stream = streamOf(loginName);
      const revisions = [stream, metadataStreamOf(stream)].map((name) => log.findStream(name).lastRevision);
      return `${revisions} ${log.findStream(stream).tombstoned}`;
    },
    hasExisted: (loginName) => log.findStream(streamOf(loginName)).lastRevision >= 0,
    loginNames: () => {
      const names = new Set<string>();
      const { lastRevision: last } = log.findStream(USERS);
      for (let first = 0; first <= last; first += PAGE) {
        for (const { record } of log.streamForwards(USERS, { first, last }, PAGE)) names.add(dataOf(record));
      }
      return [...names].sort();
    },
    create: async (user) => {
      const stream = streamOf(user.loginName);
      const { lastRevision } = log.findStream(stream);
      const metadata = [metadataEvent(ONLY_ADMINS_CHANGE_IT)];
      await log.append({ streamName: metadataStreamOf(stream), expected: 'any', events: metadata });
      const saved = await save(user, '$UserCreated', lastRevision);
      if (saved === 'saved') {
        await log.append({ streamName: USERS, expected: 'any', events: [event('$User', false, user.loginName)] });
      }
      return saved;
    },
    update: (user, revision) => save(user, '$UserUpdated', revision),
    delete: async (loginName, revision) => {
      const outcome = await log.deleteStream(streamOf(loginName), revision);
      return outcome._tag === 'Deleted' ? 'saved' : 'conflict';
    },
  };
};

const streamOf = (loginName: string): string => `$user-${loginName}`;

const event = (type: string, isJson: boolean, data: string) => ({
  id: newEventId(),
  type,
  isJson,
  data: Buffer.from(data),
  metadata: Buffer.alloc(0),
});
