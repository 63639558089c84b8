import { bandWords, UNSCORED } from '../bands.js';

/** A band in words, with its colour and a mark of its own shape. */
export const Band = ({ band }: { readonly band: string | null }) => (
  <span class="band" data-band={band ?? UNSCORED}>
    {bandWords(band)}
  </span>
);
