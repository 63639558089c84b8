import { BANDS, bandWords } from '../bands.js';

type Props = { readonly chosen: string; readonly choose: (band: string) => void };

/** Which band of health accounts are to be in to be listed. */
export const BandChoice = ({ chosen, choose }: Props) => (
  <label>
    <span>Health</span>
    <select value={chosen} onChange={({ currentTarget: { value } }) => choose(value)}>
      <option value="">All bands</option>
      {BANDS.map((band) => (
        <option key={band} value={band}>
          {bandWords(band)}
        </option>
      ))}
    </select>
  </label>
);
