import type { EventLog } from '../log/event-log.js';
import { dataOf } from '../wire/decode-event.js';
import { type AccessControlList, accessControlListOf } from './access-control-list.js';
import type { DefaultAccess } from './stream-access.js';

const SETTINGS = '$settings';

/** The access that streams without a list of their own have, by the last event of `$settings`, which is read when it changes. */
export const makeDefaultAccess = (log: EventLog): (() => DefaultAccess) => {
  let revision = -1;
  let access: DefaultAccess = {};
  return () => {
    const { lastRevision } = log.findStream(SETTINGS);
    if (lastRevision === revision) return access;
    const [last] = log.streamBackwards(SETTINGS, { first: lastRevision, last: lastRevision }, 1);
    access = last === undefined ? {} : defaultAccessOf(dataOf(last.record));
    revision = lastRevision;
    return access;
  };
};

/** Settings that are not valid count as none at all. */
const defaultAccessOf = (json: string): DefaultAccess => {
  const settings = objectOf(json);
  const userStreams = listIn(settings, '$userStreamAcl');
  const systemStreams = listIn(settings, '$systemStreamAcl');
  if (userStreams === 'invalid' || systemStreams === 'invalid') return {};
  return { ...(userStreams && { userStreams }), ...(systemStreams && { systemStreams }) };
};

const objectOf = (json: string): ReadonlyMap<string, unknown> => {
  try {
    const value: unknown = JSON.parse(json);
    return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
  } catch {
    return new Map();
  }
};

const listIn = (settings: ReadonlyMap<string, unknown>, name: string): AccessControlList | 'invalid' | undefined =>
  settings.has(name) ? (accessControlListOf(settings.get(name)) ?? 'invalid') : undefined;
