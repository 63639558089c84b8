import { type AccessControlList, accessControlListOf } from './access/access-control-list.js';
import { jsonMembers, jsonOfMembers } from './json-members.js';

/** What of a stream's metadata decides which of its events can be read, and who may. */
export type StreamMetadata = {
  readonly maxCount?: number;
  readonly maxAgeSeconds?: number;
  readonly truncateBefore?: bigint;
  readonly accessControlList?: AccessControlList;
};

const SOFT_DELETED = 2n ** 63n - 1n;

export const noMetadata: StreamMetadata = {};

/** A metadata stream shows its last event only, and has no metadata of its own. */
export const metadataOfMetadataStreams: StreamMetadata = { maxCount: 1 };

export const isSoftDeleted = (metadata: StreamMetadata): boolean => metadata.truncateBefore === SOFT_DELETED;

export const softDeletion = `{"$tb":${SOFT_DELETED}}`;

/** Metadata that is not valid counts as none at all. */
export const parseStreamMetadata = (json: string): StreamMetadata => {
  const members = jsonMembers(json);
  if (members === undefined) return noMetadata;
  const maxCount = integer(members.get('$maxCount'), 1n);
  const maxAge = integer(members.get('$maxAge'), 1n);
  const truncateBefore = integer(members.get('$tb'), 0n);
  const cacheControl = integer(members.get('$cacheControl'), 1n);
  const accessControlList = listOf(members.get('$acl'));
  if (accessControlList === 'invalid') return noMetadata;
  if ([maxCount, maxAge, truncateBefore, cacheControl].includes('invalid')) return noMetadata;
  return {
    ...(typeof maxCount === 'bigint' && { maxCount: Number(maxCount) }),
    ...(typeof maxAge === 'bigint' && { maxAgeSeconds: Number(maxAge) }),
    ...(typeof truncateBefore === 'bigint' && { truncateBefore }),
    ...(accessControlList && { accessControlList }),
  };
};

/** The metadata that brings a soft-deleted stream back: what was written, with everything before `revision` truncated. */
export const truncatedBefore = (json: string, revision: number): string =>
  jsonOfMembers(new Map([...(jsonMembers(json) ?? []), ['$tb', String(revision)]]));

/** The first revision that can be read, by count and by `$tb`; age is judged for each event. */
export const firstReadableRevision = (metadata: StreamMetadata, lastRevision: number): number => {
  const byCount = metadata.maxCount === undefined ? 0 : lastRevision - metadata.maxCount + 1;
  const byTruncation = Number(metadata.truncateBefore ?? 0n);
  return Math.max(0, byCount, byTruncation);
};

export const isTooOld = ({ maxAgeSeconds }: StreamMetadata, createdAt: number, now: number): boolean =>
  maxAgeSeconds !== undefined && createdAt < now - maxAgeSeconds * 1000;

const integer = (raw: string | undefined, least: bigint): bigint | 'invalid' | undefined => {
  if (raw === undefined) return undefined;
  if (!/^-?\d+$/.test(raw)) return 'invalid';
  const value = BigInt(raw);
  return value < least || value > SOFT_DELETED ? 'invalid' : value;
};

const listOf = (raw: string | undefined): AccessControlList | 'invalid' | undefined =>
  raw === undefined ? undefined : (accessControlListOf(JSON.parse(raw)) ?? 'invalid');
