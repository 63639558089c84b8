import { tasks } from './tasks.js';

export type Task = { readonly name: keyof typeof tasks; readonly args: ReadonlyArray<unknown> };

/** What a thread of the pool does: one task. */
export default ({ name, args }: Task): unknown => {
  const task = tasks[name] as (...given: ReadonlyArray<unknown>) => unknown;
  return task(...args);
};
