import { useConnection } from '../api/context.js';
import type { Connection } from '../api/live.js';
import { leastFresh } from '../freshness.js';
import type { Told } from '../use-freshness.js';
import { clockWords, lagWords } from '../words.js';

const LATE = 60;

const words = (connection: Connection, lag: number, at: number): string => {
  if (connection === 'live') return `Live, ${lagWords(lag)}`;
  return connection === 'connecting' ? 'Connecting…' : `Reconnecting… what you see is from ${clockWords(at)}`;
};

/** How current what is on screen is: the connection, how far the read models trail the log, and where in the log they stand. */
export const LiveStatus = ({ told }: { readonly told: Told }) => {
  const connection = useConnection();
  const freshness = leastFresh(told.models);
  if (freshness === undefined) return <p class="live-status" data-state="connecting" role="status" />;
  const late = connection === 'live' && freshness.lagSeconds > LATE;
  return (
    <p class="live-status" data-state={late ? 'late' : connection} role="status">
      <span class="state">{words(connection, freshness.lagSeconds, told.at)}</span>
      {freshness.position !== null && <span class="position">position {freshness.position}</span>}
    </p>
  );
};
