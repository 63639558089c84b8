/**
 * Watches a series one value at a time (NaN where there is none), from nothing but what came before. The state is bounded
 * and made of what JSON keeps, so that it can be stored between two values.
 */
export type Detector<State, Observation> = {
  readonly initial: State;
  readonly observe: (state: State, value: number) => readonly [State, Observation];
};

/** What a detector would have said of each value of a whole history, had it watched from the first. */
export const replay = <State, Observation>(
  { initial, observe }: Detector<State, Observation>,
  series: Float64Array,
): ReadonlyArray<Observation> => {
  let state = initial;
  return Array.from(series, (value) => {
    const [next, observation] = observe(state, value);
    state = next;
    return observation;
  });
};
