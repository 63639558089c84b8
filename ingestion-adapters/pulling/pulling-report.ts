import type { ConnectionBroken } from '../../application/ports/connections.js';
import type { FeedOfConnection } from '../../application/ports/feed-cursors.js';
import type { FeedAlert } from './feed-status.js';

/** What is worth saying about pulling. Nothing in it is personal. */
export type PullingReport =
  | ({ readonly _tag: 'FeedPulled'; readonly pages: number; readonly seconds: number } & FeedOfConnection)
  /** Another process pulls the same. */
  | ({ readonly _tag: 'FeedLost' } & FeedOfConnection)
  | ({ readonly _tag: 'FeedFailed'; readonly reason: string; readonly retryInSeconds: number } & FeedOfConnection)
  | ({ readonly _tag: 'AlertRaised'; readonly alert: FeedAlert } & FeedOfConnection)
  | ({ readonly _tag: 'AlertEnded' } & FeedOfConnection)
  /** Nothing of it is pulled until it can be read. */
  | ConnectionBroken
  /** What is pulled goes on; changes are not noticed. */
  | { readonly _tag: 'ConnectionsNotRead'; readonly reason: string };
