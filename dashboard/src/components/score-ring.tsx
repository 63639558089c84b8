import { bandWords } from '../bands.js';
import { scoreWords } from '../words.js';

type Props = { readonly score: number | null; readonly band: string | null; readonly size?: 'small' | 'large' };

/** A score as a ring that closes at 100. */
export const ScoreRing = ({ score, band, size = 'small' }: Props) => (
  <span class={`score-ring ${size}`} data-band={band ?? 'unscored'}>
    <svg viewBox="0 0 40 40" aria-hidden="true">
      <circle class="track" cx="20" cy="20" r="17" pathLength="100" />
      {score !== null && (
        <circle class="arc" cx="20" cy="20" r="17" pathLength="100" stroke-dasharray={`${score} 100`} />
      )}
    </svg>
    <span class="score" title={bandWords(band)}>
      {scoreWords(score)}
    </span>
  </span>
);
