import { leastFresh } from '../freshness.js';
import type { Told } from '../use-freshness.js';
import { clockWords, lagWords } from '../words.js';

const LATE = 60;

/** How current what was read is, on a page that reads again from time to time. */
export const ReadStatus = ({ told }: { readonly told: Told }) => {
  const freshness = leastFresh(told.models);
  if (freshness === undefined) return <p class="live-status" data-state="connecting" />;
  return (
    <p class="live-status" data-state={freshness.lagSeconds > LATE ? 'late' : 'live'}>
      <span class="state">
        Read at {clockWords(told.at)}, {lagWords(freshness.lagSeconds)}
      </span>
      {freshness.position !== null && <span class="position">position {freshness.position}</span>}
    </p>
  );
};
