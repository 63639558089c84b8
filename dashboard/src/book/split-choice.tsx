import { BOOK_ATTRIBUTES, type BookAttribute } from '../api/trend-types.js';
import { nameWords } from '../words.js';

type Props = { readonly split: BookAttribute | null; readonly ask: (split: BookAttribute | null) => void };

/** By which attribute of its accounts the book is split, if by any. */
export const SplitChoice = ({ split, ask }: Props) => (
  <label>
    <span>Split by</span>
    <select
      value={split ?? ''}
      onChange={({ currentTarget: { value } }) => ask(BOOK_ATTRIBUTES.find((known) => known === value) ?? null)}
    >
      <option value="">Nothing</option>
      {BOOK_ATTRIBUTES.map((attribute) => (
        <option key={attribute} value={attribute}>
          {nameWords(attribute)}
        </option>
      ))}
    </select>
  </label>
);
