import { isMetadataStream, isSystemStream, streamDescribedBy } from '../stream-names.js';
import type { AccessControlList, StreamAction } from './access-control-list.js';
import { ADMINS, isAdmin, isAuthenticated, type Principal } from './principal.js';

/** What the last event of the stream `$settings` says. */
export type DefaultAccess = {
  readonly userStreams?: AccessControlList;
  readonly systemStreams?: AccessControlList;
};

export type AccessControlLists = {
  readonly ofStream: (streamName: string) => AccessControlList | undefined;
  readonly defaults: () => DefaultAccess;
};

const EVERYBODY = '$all';
const ALL = '$all';

/** Whether the caller may. Anonymous callers may do nothing, admins anything but write to `$all` and delete metadata. */
export const mayAccess = (
  principal: Principal,
  action: 'read' | 'write' | 'delete',
  streamName: string,
  lists: AccessControlLists,
): boolean => {
  if (!isAuthenticated(principal)) return false;
  if (streamName === ALL && action !== 'read') return false;
  if (!isMetadataStream(streamName)) return isAllowed(principal, action, streamName, lists);
  if (action === 'delete') return false;
  const onMetadata = action === 'read' ? 'readMetadata' : 'writeMetadata';
  return isAllowed(principal, onMetadata, streamDescribedBy(streamName), lists);
};

const isAllowed = (
  principal: Principal,
  action: StreamAction,
  streamName: string,
  { ofStream, defaults }: AccessControlLists,
): boolean => {
  if (isAdmin(principal)) return true;
  const isSystem = isSystemStream(streamName);
  const byDefault = isSystem ? defaults().systemStreams : defaults().userStreams;
  const roles = ofStream(streamName)?.[action] ?? byDefault?.[action] ?? [isSystem ? ADMINS : EVERYBODY];
  return roles.some((role) => role === EVERYBODY || principal.roles.has(role));
};
