import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import type { Document } from '../api/document.js';
import type { listRisks } from '../api/prediction-documents.js';
import type { PredictionList as Predictions } from '../api/prediction-types.js';
import { useQuery } from '../api/use-query.js';
import { FailureNote, Note } from '../components/note.js';
import { ReadStatus } from '../components/read-status.js';
import { Skeleton } from '../components/skeleton.js';
import { note } from '../router.js';
import { useEvery } from '../use-every.js';
import { useFreshness } from '../use-freshness.js';
import { countWords } from '../words.js';
import { type Asked, addressOf, askedIn, type ListKind } from './asked.js';
import { Controls } from './controls.js';
import { PredictionTable, type TableWords } from './prediction-table.js';

const READ_EVERY = 30_000;
const PAGE = 50;
const MOST = 500;

type AskedOf<D> = D extends Document<unknown, infer V> ? V : never;

type Props = {
  readonly title: string;
  readonly kind: ListKind;
  readonly list: Document<{ readonly list: Predictions }, AskedOf<typeof listRisks>>;
  readonly words: TableWords;
  readonly search: string;
};

const isNarrowed = ({ band, search, segment }: Asked): boolean => [band, search, segment].some((said) => said !== '');
const orNull = (said: string): string | null => (said === '' ? null : said);

/** Accounts by what is predicted of them, the highest first. */
export const PredictionList = ({ title, kind, list, words, search }: Props) => {
  const asked = useMemo(() => askedIn(kind, search), [kind, search]);
  const [shown, setShown] = useState(PAGE);
  const [told, tellFreshness] = useFreshness();
  const { data, failure, loading, refresh } = useQuery(list, {
    ...{ horizon: asked.horizon, orderBy: asked.order, first: shown },
    ...{ band: orNull(asked.band), search: orNull(asked.search), segment: orNull(asked.segment) },
  });
  useEvery(READ_EVERY, refresh);
  const ask = useCallback((next: Asked) => note(addressOf(kind, next)), [kind]);
  const found = data?.list;
  useEffect(() => {
    if (found !== undefined) tellFreshness(found.freshness);
  }, [found]);
  return (
    <main class="page">
      <header class="page-head">
        <h1 tabIndex={-1}>{title}</h1>
        <ReadStatus told={told} />
      </header>
      <Controls kind={kind} asked={asked} orderWords={{ chance: words.chance, value: words.value }} ask={ask} />
      {failure !== undefined && <FailureNote failure={failure} retry={refresh} />}
      {found === undefined && failure === undefined && <Skeleton lines={10} label="Reading what is predicted" />}
      {found?.items.length === 0 &&
        (isNarrowed(asked) ? (
          <Note title="No account fits">
            <a href={kind.path}>Show all</a>
          </Note>
        ) : (
          <Note title="No prediction yet">They show here once a model is in use and has scored the accounts.</Note>
        ))}
      {found !== undefined && found.items.length > 0 && (
        <>
          <PredictionTable items={found.items} horizon={found.horizon} words={words} busy={loading} />
          <div class="table-end">
            <span>
              {countWords(found.items.length, 'account')} shown{found.nextCursor === null ? '' : ', and there are more'}
            </span>
            {found.nextCursor !== null && shown < MOST && (
              <button type="button" disabled={loading} onClick={() => setShown(shown + PAGE)}>
                Load more
              </button>
            )}
          </div>
        </>
      )}
    </main>
  );
};
