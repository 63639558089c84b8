import { type LessonName, lessons } from './lessons.js';
import { type Progress, watchOf } from './progress.js';

export type LessonTask = { readonly name: LessonName; readonly asked: unknown; readonly progress: Progress };

/** What a lesson came to: an answer, or what it threw. */
export type LessonResult = { readonly answer: unknown } | { readonly thrown: unknown };

/** What a thread does: one lesson. It throws nothing, so that to fail means that the thread was lost. */
export default ({ name, asked, progress }: LessonTask): LessonResult => {
  const lesson = lessons[name] as (asked: unknown, watch: ReturnType<typeof watchOf>) => unknown;
  try {
    return { answer: lesson(asked, watchOf(progress)) };
  } catch (thrown) {
    return { thrown };
  }
};
