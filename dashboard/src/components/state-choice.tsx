import { nameWords } from '../words.js';

type Props<State extends string> = {
  readonly states: ReadonlyArray<State>;
  readonly chosen: State | 'any';
  readonly choose: (state: State | 'any') => void;
};

/** Which of its states something is to be in to be listed. */
export const StateChoice = <State extends string>({ states, chosen, choose }: Props<State>) => (
  <label>
    <span>State</span>
    <select
      value={chosen}
      onChange={({ currentTarget: { value } }) => choose(states.find((state) => state === value) ?? 'any')}
    >
      {states.map((state) => (
        <option key={state} value={state}>
          {nameWords(state)}
        </option>
      ))}
      <option value="any">Any</option>
    </select>
  </label>
);
