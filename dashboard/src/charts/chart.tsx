import type { EChartsCoreOption } from 'echarts/core';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Drawing } from './draw.js';
import { type Palette, paletteOf } from './palette.js';

type Props = {
  readonly option: (palette: Palette) => EChartsCoreOption;
  /** What the chart shows, for those who do not see it. */
  readonly label: string;
  /** Told where on the horizontal axis somebody clicks. There has to be another way for those who do not. */
  readonly onPick?: (x: number) => void;
};

const useMedia = (query: string): boolean => {
  const [matches, setMatches] = useState(() => window.matchMedia(query).matches);
  useEffect(() => {
    const media = window.matchMedia(query);
    const read = () => setMatches(media.matches);
    media.addEventListener('change', read);
    return () => media.removeEventListener('change', read);
  }, [query]);
  return matches;
};

/** The drawing library comes with the first chart, so that pages without one do not wait for it. */
export const Chart = ({ option, label, onPick }: Props) => {
  const pick = useRef(onPick);
  pick.current = onPick;
  const element = useRef<HTMLDivElement>(null);
  const [drawing, setDrawing] = useState<Drawing>();
  const dark = useMedia('(prefers-color-scheme: dark)');
  const still = useMedia('(prefers-reduced-motion: reduce)');

  useEffect(() => {
    let removed = false;
    let made: Drawing | undefined;
    void import('./draw.js').then(({ drawIn }) => {
      if (removed || element.current === null) return;
      made = drawIn(element.current, (x) => pick.current?.(x));
      setDrawing(made);
    });
    return () => {
      removed = true;
      made?.remove();
    };
  }, []);
  useEffect(() => {
    if (drawing !== undefined && element.current !== null) {
      drawing.show({ ...option(paletteOf(element.current)), animation: !still, animationDuration: 300 });
    }
  }, [drawing, option, dark, still]);

  return <div class="chart" role="img" aria-label={label} ref={element} />;
};
