import type { BandCount } from '../api/types.js';
import { bandWords, inBandOrder } from '../bands.js';
import { Skeleton } from '../components/skeleton.js';
import { countWords, percentWords } from '../words.js';

type Props = {
  readonly counts: ReadonlyArray<BandCount> | undefined;
  readonly chosen: string;
  readonly choose: (band: string) => void;
};

/** How many accounts are in each band; choosing a band narrows the list to it. */
export const Distribution = ({ counts, chosen, choose }: Props) => {
  if (counts === undefined) return <Skeleton lines={2} label="Counting the accounts in each health band" />;
  const bands = inBandOrder(counts, (band) => ({ band, accounts: 0 }));
  const all = bands.reduce((sum, { accounts }) => sum + accounts, 0);
  const share = (accounts: number): number => (all === 0 ? 0 : accounts / all);
  return (
    <section class="distribution" aria-label={`Health of ${countWords(all, 'scored account')}`}>
      <div class="distribution-bar" aria-hidden="true">
        {bands.map(({ band, accounts }) => (
          <span key={band} data-band={band} style={{ flexGrow: accounts }} />
        ))}
      </div>
      <div class="distribution-bands">
        {bands.map(({ band, accounts }) => (
          <button
            type="button"
            key={band}
            class="distribution-band"
            data-band={band}
            aria-pressed={chosen === band}
            onClick={() => choose(chosen === band ? '' : band)}
          >
            <span class="band" data-band={band}>
              {bandWords(band)}
            </span>
            <span class="count">{accounts}</span>
            <span class="share">{percentWords(share(accounts))}</span>
          </button>
        ))}
      </div>
    </section>
  );
};
