import type { PullDeps } from '../feed.js';

const HELD_BACK = 60;

/** Zendesk takes no start within the last minute, and neither zero nor nothing. */
export const latestStart = (now: Date): number => Math.floor(now.getTime() / 1000) - HELD_BACK - 1;

/** Where a connection that has pulled nothing yet begins, in seconds since 1970. */
export const firstStart = ({ connection, now }: Pick<PullDeps, 'connection' | 'now'>): number => {
  const from = Date.parse(connection.settings.startsOn ?? '') / 1000;
  return Math.max(1, Math.min(Number.isNaN(from) ? 1 : from, latestStart(now())));
};
